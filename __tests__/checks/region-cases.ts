import type { Arguments } from '../../constructs/checks/terraform-values';
import type { RefusalCases } from './refusal-case';

const reference = '${var.unknown}';
const here = (more: object): Arguments => ({ region: 'eu-central-1', ...more });
const arn = (service: string, region: string) => `arn:aws:${service}:${region}:123456789012:function:f`;
const policy = (resource: string): string =>
  JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: resource } });

export const functionRegionCases: RefusalCases = {
  'lambda-layer-region': {
    refused: [here({ layers: [reference, arn('lambda', 'us-east-1')] })],
    accepted: [here({ layers: [arn('lambda', 'eu-central-1'), reference] }), { layers: [arn('lambda', 'us-east-1')] }],
  },
  'lambda-dead-letter-region': {
    refused: [here({ dead_letter_config: { target_arn: arn('sqs', 'us-east-1') } })],
    accepted: [here({ dead_letter_config: { target_arn: arn('sqs', 'eu-central-1') } })],
  },
};

const route = (at: number): readonly ['aws_lambda_permission', Arguments] => [
  'aws_lambda_permission',
  {
    function_name: '${aws_lambda_function.it.function_name}',
    principal: 'apigateway.amazonaws.com',
    action: 'lambda:InvokeFunction',
    source_arn: `\${aws_api_gateway_rest_api.it.execution_arn}/*/GET/route-${at}`,
  },
];

/** As many methods as that, each with a permission of its own. */
export const routes = (count: number) => Array.from({ length: count }, (_, at) => route(at));

export const permissionRegionCases: RefusalCases = {
  'lambda-permission-region': {
    refused: [here({ function_name: arn('lambda', 'us-east-1') })],
    accepted: [here({ function_name: arn('lambda', 'eu-central-1') }), here({ function_name: 'f' })],
  },
  'lambda-permission-policy-size': {
    around: routes(75),
    refused: [route(75)[1]],
    accepted: [
      { ...route(75)[1], function_name: '${aws_lambda_function.it2.function_name}' },
      { ...route(75)[1], qualifier: 'live' },
    ],
  },
};

export const secretRegionCases: RefusalCases = {
  'secretsmanager-kms-region': {
    refused: [here({ kms_key_id: arn('kms', 'us-east-1') })],
    accepted: [here({ kms_key_id: arn('kms', 'eu-central-1') }), here({ kms_key_id: 'alias/mine' })],
  },
  'secretsmanager-replica-region': {
    refused: [here({ replica: [{ region: 'eu-central-1' }] })],
    accepted: [
      here({ replica: [{ region: 'eu-west-1' }, { region: reference }] }),
      { replica: [{ region: 'eu-west-1' }] },
    ],
  },
};

const partitions = (of: (partition: string) => Arguments): RefusalCases[string] => ({
  refused: [here(of('aws-cn')), { region: 'cn-north-1', ...of('aws') }, { region: 'us-gov-west-1', ...of('aws') }],
  accepted: [here(of('aws')), { region: 'cn-north-1', ...of('aws-cn') }, here(of(reference)), of('aws-cn')],
});

const resource = partitions((partition) => ({ policy: policy(`arn:${partition}:s3:::acme/*`) }));

export const policyPartitionCases: RefusalCases = {
  'iam-resource-partition': { ...resource, accepted: [...resource.accepted, here({ policy: policy('*') })] },
};

export const inlinePartitionCases: RefusalCases = {
  'iam-resource-partition': partitions((partition) => ({
    inline_policy: [{ policy: policy(`arn:${partition}:s3:::acme/*`) }],
  })),
  'iam-permissions-boundary-partition': partitions((partition) => ({
    permissions_boundary: `arn:${partition}:iam::123456789012:policy/limit`,
  })),
};

export const attachmentPartitionCases: RefusalCases = {
  'iam-attached-policy-partition': partitions((partition) => ({
    policy_arn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess`,
  })),
};
