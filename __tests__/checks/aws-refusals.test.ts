import { awsRefusals } from '../../constructs/checks/aws-refusals/all';
import { findRefusals } from '../../constructs/checks/aws-refusals/find-refusals';
import { describeFault } from '../../constructs/checks/fault';
import type { Arguments } from '../../constructs/checks/terraform-values';
import * as account from './account-cases';
import * as ofPool from './client-pool-cases';
import * as cognito from './cognito-cases';
import * as federation from './federation-cases';
import * as framework from './framework-cases';
import * as iam from './iam-cases';
import * as identity from './identity-cases';
import * as machine from './machine-to-machine-cases';
import * as query from './metric-query-cases';
import type { RefusalCase, RefusalCases } from './refusal-case';
import * as region from './region-cases';
import { stackOf } from './resolved';
import { roleMappingCases } from './role-mapping-cases';
import * as service from './service-cases';
import { tableFeatureCases } from './table-cases';
import { userPoolCases } from './user-pool-cases';
import * as feature from './user-pool-feature-cases';

const byType: readonly (readonly [type: string, cases: RefusalCases])[] = [
  ['aws_cognito_user_pool', userPoolCases],
  ['aws_cognito_user_pool', feature.userPoolMfaCases],
  ['aws_cognito_user_pool', feature.userPoolTierCases],
  ['aws_cognito_user_pool', feature.userPoolRegionCases],
  ['aws_cognito_managed_login_branding', feature.managedLoginCases],
  ['aws_cognito_user_pool_client', ofPool.clientOfPoolCases],
  ['aws_cognito_user_pool_client', ofPool.clientOfUnknownPoolCases],
  ['aws_cognito_user_pool_client', cognito.userPoolClientCases],
  ['aws_cognito_user_pool_client', identity.refreshRotationCases],
  ['aws_cognito_user_pool_client', identity.refreshRotationTierCases],
  ['aws_cognito_identity_provider', identity.identityProviderCases],
  ['aws_cognito_user_pool_domain', cognito.userPoolDomainCases],
  ['aws_cognito_identity_pool', cognito.identityPoolCases],
  ['aws_cognito_identity_pool_roles_attachment', cognito.rolesAttachmentCases],
  ['aws_cognito_user_group', cognito.userGroupCases],
  ['aws_cognito_resource_server', machine.resourceServerCases],
  ['aws_secretsmanager_secret', machine.secretCases],
  ['aws_secretsmanager_secret_version', machine.secretVersionCases],
  ['aws_api_gateway_authorizer', machine.authorizerCases],
  ['aws_api_gateway_rest_api', service.restApiCases],
  ['aws_api_gateway_resource', service.resourceCases],
  ['aws_api_gateway_method', service.methodCases],
  ['aws_api_gateway_integration', service.integrationCases],
  ['aws_api_gateway_integration_response', service.integrationResponseCases],
  ['aws_api_gateway_gateway_response', service.gatewayResponseCases],
  ['aws_api_gateway_deployment', service.deploymentCases],
  ['aws_api_gateway_stage', service.stageCases],
  ['aws_api_gateway_method_settings', service.methodSettingsCases],
  ['aws_lambda_function', service.functionCases],
  ['aws_lambda_permission', service.permissionCases],
  ['aws_dynamodb_table', service.tableCases],
  ['aws_dynamodb_table_item', framework.tableItemCases],
  ['aws_cloudwatch_log_group', service.logGroupCases],
  ['aws_cloudwatch_log_metric_filter', framework.metricFilterCases],
  ['aws_cloudwatch_metric_alarm', framework.alarmCases],
  ['aws_iam_role', iam.roleCases],
  ['aws_iam_role', iam.inlineCases],
  ['aws_iam_role_policy', iam.rolePolicyCases],
  ['aws_iam_policy', iam.policyCases],
  ['aws_iam_role_policy_attachment', iam.attachmentCases],
  ['aws_iam_saml_provider', federation.samlProviderCases],
  ['aws_iam_openid_connect_provider', federation.openIdConnectProviderCases],
  ['aws_lambda_function', region.functionRegionCases],
  ['aws_lambda_permission', region.permissionRegionCases],
  ['aws_secretsmanager_secret', region.secretRegionCases],
  ['aws_iam_policy', region.policyPartitionCases],
  ['aws_iam_role_policy', region.policyPartitionCases],
  ['aws_iam_role', region.inlinePartitionCases],
  ['aws_iam_role_policy_attachment', region.attachmentPartitionCases],
  ['aws_iam_role_policy', iam.rolePoliciesCases],
  ['aws_dynamodb_table', tableFeatureCases],
  ['aws_cloudwatch_metric_alarm', query.metricQueryCases],
  ['aws_cloudwatch_log_metric_filter', query.filterClassCases],
  ['aws_cognito_identity_pool_roles_attachment', roleMappingCases],
  ['aws_api_gateway_account', account.gatewayAccountCases],
  ['aws_s3_bucket', account.bucketCases],
  ['aws_s3_bucket_acl', account.bucketAclCases],
  ['aws_s3_bucket_policy', account.bucketPolicyCases],
  ['aws_s3_bucket_ownership_controls', account.bucketOwnershipCases],
  ['aws_s3_bucket_server_side_encryption_configuration', account.bucketEncryptionCases],
  ['aws_s3_bucket_versioning', account.bucketVersioningCases],
  ['aws_s3_bucket_lifecycle_configuration', account.bucketLifecycleCases],
];

const rows = byType.flatMap(([type, cases]) =>
  Object.entries(cases).map(([id, one]): [string, string, RefusalCase] => [type, id, one]),
);

/** Ids of the rules that refuse the last resource of a stack. */
function refusals(type: string, args: Arguments, around: RefusalCase['around'] = []): readonly string[] {
  const stack = stackOf(...around, [type, args]);
  const last = stack.resources.at(-1)?.address;
  return findRefusals(stack, awsRefusals)
    .filter(({ address }) => address === last)
    .map(({ id }) => id);
}

it.each(rows)('%s: %s refuses what AWS refuses', (type, id, { refused, around }) => {
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.filter((args) => !refusals(type, args, around).includes(id))).toEqual([]);
});

it.each(rows)('%s: %s lets pass what AWS accepts', (type, id, { accepted, around }) => {
  expect(accepted.length).toBeGreaterThan(0);
  expect(accepted.filter((args) => refusals(type, args, around).includes(id))).toEqual([]);
});

it('has cases for every rule, and a rule for every case', () => {
  const tried = new Set(rows.map(([type, id]) => `${type} ${id}`));
  const known = new Set(awsRefusals.map(({ resourceType, id }) => `${resourceType} ${id}`));
  expect([...known].filter((rule) => !tried.has(rule))).toEqual([]);
  expect([...tried].filter((rule) => !known.has(rule))).toEqual([]);
  expect(new Set(awsRefusals.map(({ id }) => id)).size).toBeGreaterThanOrEqual(70);
});

it('says where, what was found, what is right and what to do', () => {
  const [fault] = findRefusals(stackOf(['aws_api_gateway_stage', { stage_name: 'my-stage' }]), awsRefusals);
  expect(fault && describeFault(fault)).toBe(
    'stack: aws_api_gateway_stage.it: stage_name = "my-stage". refused at deployment, because a name is 1 to 128 of a-z A-Z 0-9 _, without a hyphen. Rename the stage. [apigw-stage-name]',
  );
});

it.each(awsRefusals.map((one): [string, typeof one] => [`${one.resourceType} ${one.id}`, one]))(
  '%s is written as sentences',
  (_name, { rule, whatToDo, argument }) => {
    expect(rule).toMatch(/\.$/);
    expect(whatToDo).toMatch(/^[A-Z].*\.$/);
    expect(argument).toMatch(/^[a-z0-9_.]+$/);
  },
);

it('tells once what all permissions of a function are too long for', () => {
  const found = findRefusals(stackOf(...region.routes(80)), awsRefusals);
  expect(found.map(({ id, value }) => `${id}: ${value.replace(/\d{5} bytes/, 'n bytes')}`)).toEqual([
    'lambda-permission-policy-size: 80 permissions, n bytes',
  ]);
});

it('lets pass everything that only Terraform will know', () => {
  const unknown = (type: string): Arguments =>
    Object.fromEntries(
      awsRefusals
        .filter(({ resourceType }) => resourceType === type)
        .map(({ argument }) => [argument.split('.')[0], '${var.unknown}']),
    );
  const types = [...new Set(awsRefusals.map(({ resourceType }) => resourceType))];
  // These judge which arguments are there, not what they say.
  const presence = ['lambda-s3-pair', 'lambda-one-source', 'lambda-zip-handler'];
  expect(types.flatMap((type) => refusals(type, unknown(type)))).toEqual(presence);
});
