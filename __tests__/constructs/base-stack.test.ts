import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoUserPool } from '@cdktf/provider-aws/lib/cognito-user-pool';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { App, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../constructs/base-stack';
import { AddressCollisionError, InvalidPropsError } from '../../constructs/errors';
import { addressesIn, removeTestStacks, resourcesIn, stackProps, testStack } from './test-stack';

afterAll(removeTestStacks);

function poolAt(scope: Construct, id: string): CognitoUserPool {
  return new CognitoUserPool(scope, id, { name: 'pool' });
}

test('an address is the path of construct ids, without a hash and without the primary child', () => {
  const stack = testStack();
  poolAt(new Construct(new Construct(stack, 'people'), 'inner'), 'Resource');
  poolAt(stack, 'direct');
  expect(addressesIn(stack)).toEqual(['aws_cognito_user_pool.direct', 'aws_cognito_user_pool.people-inner']);
});

test('two constructs of one type at one address are an error that names both', () => {
  const stack = testStack();
  poolAt(new Construct(stack, 'a-b'), 'Resource');
  poolAt(new Construct(new Construct(stack, 'a'), 'b'), 'Resource');
  expect(() => resourcesIn(stack)).toThrow(
    new AddressCollisionError(
      'Both "test/a-b/Resource" and "test/a/b/Resource" would be aws_cognito_user_pool.a-b. Give one of them another construct id.',
    ),
  );
});

test('ids that differ only in characters that Terraform refuses collide loudly, not silently', () => {
  const stack = testStack();
  poolAt(stack, 'a.b');
  poolAt(stack, 'a:b');
  expect(() => resourcesIn(stack)).toThrow(/Both "test\/a\.b" and "test\/a:b" would be aws_cognito_user_pool\.a_b\./);
});

test('two types may share a name', () => {
  const stack = testStack();
  const scope = new Construct(stack, 'x');
  new DynamodbTable(scope, 'Resource-table', { name: 't', hashKey: 'a', attribute: [{ name: 'a', type: 'S' }] });
  poolAt(scope, 'Resource');
  expect([...addressesIn(stack)].sort()).toEqual(['aws_cognito_user_pool.x', 'aws_dynamodb_table.x']);
});

test('an id that Terraform refuses is an error that names the construct', () => {
  const stack = testStack();
  expect(() => poolAt(stack, '1st').fqn).toThrow(
    new InvalidPropsError(
      '"test/1st" would have the Terraform name "1st". A name begins with a letter or an underscore: choose another construct id.',
    ),
  );
});

test('the account id is asked for once, and only where it is used', () => {
  const stack = testStack();
  const data = (): unknown => stack.toTerraform().data;
  expect(data()).toBeUndefined();
  new TerraformOutput(stack, 'twice', { value: `${stack.accountId} ${stack.accountId}`, staticId: true });
  expect(Object.keys((data() as { aws_caller_identity: object }).aws_caller_identity)).toEqual(['current']);
});

test.each([undefined, 'acme-state'])('one stack can read another (state bucket %s)', (stateBucket) => {
  const app = App.of(testStack());
  const first = new BaseStack(app, 'first', { ...stackProps, stateBucket });
  const second = new BaseStack(app, 'second', { ...stackProps, stateBucket });
  const pool = poolAt(first, 'pool');
  new TerraformOutput(second, 'pool_of_first', { value: pool.id, staticId: true });
  first.prepareStack();
  second.prepareStack();
  const { data, output } = second.toTerraform();
  const [name, state] = Object.entries(data.terraform_remote_state)[0] as [string, { config: object }];
  expect(state.config).toMatchObject(
    stateBucket === undefined
      ? { path: '../../../terraform.dev.us-east-1.first.tfstate' }
      : { bucket: 'acme-state', key: 'dev/us-east-1/first.tfstate' },
  );
  const [exported] = Object.keys(first.toTerraform().output);
  expect(output.pool_of_first.value).toBe(`\${data.terraform_remote_state.${name}.outputs.${exported}}`);
  expect(`${name} ${exported}`).not.toMatch(/[0-9A-F]{8}/);
});

test('what one stack takes from another has a name without a hash, and is shown in plans', () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'cross-stack-')), stackTraces: false });
  const [from, to] = [new BaseStack(app, 'from', stackProps), new BaseStack(app, 'to', stackProps)];
  const pool = poolAt(new Construct(from, 'people'), 'Resource');
  new DynamodbTable(to, 't', { name: `t-${pool.arn}`, hashKey: 'a', attribute: [{ name: 'a', type: 'S' }] });
  app.synth();
  const written = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(app.outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Record<string, unknown>;
  const [{ output }, { data, resource }] = [written('from'), written('to')];
  rmSync(app.outdir, { recursive: true, force: true });
  const name = 'cross-stack-output-aws_cognito_user_pool_people_arn';
  expect(output).toEqual({ [name]: { value: '${aws_cognito_user_pool.people.arn}', sensitive: false } });
  expect(data).toMatchObject({
    terraform_remote_state: {
      'cross-stack-reference-input-from': { config: { path: expect.stringContaining('from') } },
    },
  });
  expect(resource).toMatchObject({
    aws_dynamodb_table: {
      t: { name: `t-\${data.terraform_remote_state.cross-stack-reference-input-from.outputs.${name}}` },
    },
  });
  expect(to.dependencies).toEqual([from]);
});
