import { TerraformHclModule } from 'cdktf';
import { declareUnseen } from '../../constructs/checks/declared-unseen';
import { withDynamicBlocks } from '../../constructs/checks/dynamic-blocks';
import { describeFault } from '../../constructs/checks/fault';
import { findOpenMethods } from '../../constructs/checks/open-methods';
import { findWritableProviderAttributes } from '../../constructs/checks/provider-attributes';
import { resolveStack } from '../../constructs/checks/resolved-stack';
import { findUnseenResources } from '../../constructs/checks/unseen-resources';
import { findWidePolicies } from '../../constructs/checks/wide-policies';
import type { BaseStack } from '../../constructs/base-stack';
import { removeTestStacks, testStack } from '../constructs/test-stack';
import { stackOf } from './resolved';

afterAll(removeTestStacks);

const wide = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:x' } });
const faultsOf = (build: (stack: BaseStack) => void) => {
  const stack = testStack();
  build(stack);
  const resolved = resolveStack(stack);
  return [...findOpenMethods(resolved), ...findWidePolicies(resolved)].map(({ address, id }) => `${address} ${id}`);
};

describe('what Terraform takes for a block', () => {
  const open = { authorization: 'NONE', http_method: 'GET' };

  it.each<readonly [string, unknown]>([
    ['resource', [{ aws_api_gateway_method: { m: open } }]],
    ['resource.aws_api_gateway_method', [{ other: { authorization: 'AWS_IAM' } }, { m: open }]],
    ['resource.aws_api_gateway_method.m', [open]],
  ])('is seen in a list at %s', (path, value) => {
    expect(faultsOf((stack) => stack.addOverride(path, value))).toEqual(['aws_api_gateway_method.m open-method']);
  });

  it('is seen where a resource is a list', () => {
    expect(faultsOf((stack) => stack.addOverride('resource.aws_iam_policy.p', [{ policy: wide }]))).toEqual([
      'aws_iam_policy.p policy-wide-action',
    ]);
  });

  it.each<readonly [string, unknown]>([
    ['a block', { inline_policy: { for_each: ['a'], content: { policy: wide } } }],
    ['a list', { inline_policy: [{ for_each: ['a'], content: [{ policy: wide }] }] }],
    ['a list of both', [{ inline_policy: { for_each: ['a'], content: { policy: wide } } }]],
  ])('is seen where it is made of a list: %s', (_name, dynamic) => {
    const args = { assume_role_policy: '{}', dynamic };
    expect(faultsOf((stack) => stack.addOverride('resource.aws_iam_role.r', args))).toEqual([
      'aws_iam_role.r policy-wide-action',
    ]);
  });

  it('stands beside the blocks that are written out, at any depth', () => {
    const block = (content: object) => ({ for_each: '${var.all}', content });
    expect(
      withDynamicBlocks({
        name: 'x',
        rule: { id: 1 },
        dynamic: { rule: block({ id: 2, dynamic: { deep: block({ id: 3 }) } }), other: block({ id: 4 }) },
      }),
    ).toMatchObject({ name: 'x', rule: [{ id: 1 }, { id: 2, deep: [{ id: 3 }] }], other: [{ id: 4 }] });
  });

  it('is no trigger before sign-up where it may be none', () => {
    const user_pool_id = '${aws_cognito_user_pool.it.id}';
    const trigger = { pre_sign_up: '${aws_lambda_function.f.arn}' };
    const pool = withDynamicBlocks({ dynamic: { lambda_config: { for_each: '${var.all}', content: trigger } } });
    const stack = stackOf(
      ['aws_cognito_user_pool', pool],
      ['aws_cognito_identity_provider', { user_pool_id, attribute_mapping: { 'custom:g': 'g' } }],
      ['aws_cognito_user_pool_client', { user_pool_id, explicit_auth_flows: ['ALLOW_CUSTOM_AUTH'] }],
    );
    expect(findWritableProviderAttributes([stack]).map(({ id }) => id)).toEqual(['provider-attribute-at-sign-up']);
  });
});

describe('what no check can read', () => {
  const unseen = (stack: BaseStack) => findUnseenResources(resolveStack(stack));

  it.each<readonly [address: string, args: object, argument: string]>([
    ['module.network', { source: './network' }, 'source'],
    ['aws_cloudformation_stack.s', { template_body: '{}' }, 'template_body'],
    ['aws_cloudcontrolapi_resource.s', { desired_state: '{}' }, 'desired_state'],
    ['awscc_s3_bucket_policy.s', { policy: '{}' }, 'policy'],
    ['data.external.s', { program: ['sh', '-c', 'aws iam …'] }, 'program'],
    ['null_resource.s', { provisioner: [{ 'local-exec': { command: 'aws iam …' } }] }, 'provisioner'],
  ])('is refused: %s', (address, args, argument) => {
    const stack = testStack();
    stack.addOverride(/^(?:module|data)\./.test(address) ? address : `resource.${address}`, args);
    expect(unseen(stack).map((fault) => [fault.address, fault.argument])).toEqual([[address, argument]]);
  });

  it('passes where it was reviewed, and other resources do', () => {
    const stack = testStack();
    const module = new TerraformHclModule(stack, 'network', { source: 'acme/network/aws' });
    stack.addOverride('resource.random_id.x', { byte_length: 4 });
    expect(unseen(stack).map(describeFault)).toEqual([
      'test: module.network: source = "acme/network/aws". What it makes is written where no check reads it, so nobody can say whom it lets in. Write it as resources of the AWS provider, or call declareUnseen(construct, reason) after a review. [unseen-resource]',
    ]);
    expect(() => declareUnseen(module, ' ')).toThrow('declareUnseen("test/network"): the reason is empty.');
    declareUnseen(module, 'It makes subnets, and was read on the day it was added.');
    expect(unseen(stack)).toEqual([]);
  });
});
