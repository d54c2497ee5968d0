import { CognitoUserPool } from '@cdktf/provider-aws/lib/cognito-user-pool';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { awsRefusals } from '../../constructs/checks/aws-refusals/all';
import { findRefusals } from '../../constructs/checks/aws-refusals/find-refusals';
import { partitionOf, regionOf } from '../../constructs/checks/aws-refusals/region';
import { resolveStack, type ResolvedResource } from '../../constructs/checks/resolved-stack';

const preSignUp = 'arn:aws:lambda:eu-west-1:123456789012:function:check';

/** A stack with a pool whose trigger is in eu-west-1. */
function stackIn(add: (stack: TerraformStack) => Partial<Record<'region' | 'provider', unknown>>): TerraformStack {
  const stack = new TerraformStack(new App({ stackTraces: false }), 'stack');
  const { provider } = add(stack);
  new CognitoUserPool(stack, 'people', {
    name: 'people',
    lambdaConfig: { preSignUp },
    ...(provider instanceof AwsProvider && { provider }),
  });
  return stack;
}

const inRegion = (region: string) => (stack: TerraformStack) => {
  new AwsProvider(stack, 'aws', { region });
  return {};
};

function poolOf(stack: TerraformStack): ResolvedResource {
  const [pool] = resolveStack(stack).resources;
  if (pool === undefined) throw new Error('The stack has no pool.');
  return pool;
}

const refused = (stack: TerraformStack): readonly string[] =>
  findRefusals(resolveStack(stack), awsRefusals).map(({ id }) => id);

test.each([
  ['eu-central-1', ['cognito-trigger-region']],
  ['eu-west-1', []],
])("with a provider for %s, a pool's trigger in eu-west-1 gives %j", (region, ids) => {
  const stack = stackIn(inRegion(region));
  expect(regionOf(poolOf(stack))).toBe(region);
  expect(refused(stack)).toEqual(ids);
});

test('a region that only Terraform will know refuses nothing', () => {
  const stack = stackIn((made) => inRegion(new TerraformVariable(made, 'region', {}).stringValue)(made));
  expect(regionOf(poolOf(stack))).toBeUndefined();
  expect(refused(stack)).toEqual([]);
});

test.each([
  ['eu-west-1', []],
  ['us-east-1', ['cognito-trigger-region']],
  ['${var.region}', []],
])("a pool's own region %s counts, and not that of the provider: %j", (region, ids) => {
  const stack = stackIn(inRegion('eu-central-1'));
  stack.addOverride('resource.aws_cognito_user_pool.people.region', region);
  expect(refused(stack)).toEqual(ids);
});

test('what another provider makes is not judged by the region of the default one', () => {
  const stack = stackIn((made) => {
    inRegion('eu-central-1')(made);
    return { provider: new AwsProvider(made, 'elsewhere', { region: 'eu-west-1', alias: 'elsewhere' }) };
  });
  expect(regionOf(poolOf(stack))).toBeUndefined();
  expect(refused(stack)).toEqual([]);
});

test('a provider under an alias gives no region to what names none', () => {
  const stack = stackIn((made) => {
    new AwsProvider(made, 'elsewhere', { region: 'eu-central-1', alias: 'elsewhere' });
    return {};
  });
  expect(refused(stack)).toEqual([]);
});

test.each([
  ['eu-west-1', 'aws'],
  ['ap-southeast-5', 'aws'],
  ['mx-central-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', undefined],
  ['eusc-de-east-1', undefined],
])('%s is of the partition %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
