import type { Construct } from 'constructs';
import { apiProps, petsApi, handler, iam } from './api-fixture';
import { IdentityPool } from '../../constructs/cognito/identity-pool';
import { AuthenticatedRole, UnauthenticatedRole } from '../../constructs/cognito/identity-pool-role';
import { MachineClient } from '../../constructs/cognito/machine-client';
import { ResourceServer } from '../../constructs/cognito/resource-server';
import { UserPool, UserPoolClient, UserPoolDomain } from '../../constructs/cognito/user-directory';
import type { BaseStack } from '../../constructs/base-stack';
import { Table } from '../../constructs/dynamodb/table';
import { ProtectedApi } from '../../constructs/framework/protected-api';
import { noStatements } from '../../constructs/errors';
import { Role } from '../../constructs/iam/role';
import { NodeFunction } from '../../constructs/lambda/node-function';
import { Secret } from '../../constructs/secrets-manager/secret';
import { addressesIn, removeTestStacks, testStack } from './test-stack';

afterAll(removeTestStacks);

const statements = [{ effect: 'Allow', actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:::x'] }] as const;

function userPool(stack: BaseStack, id: string): UserPool {
  return new UserPool(stack, id, { name: id, selfSignUp: false, protect: false });
}

function client(stack: BaseStack, id: string): UserPoolClient {
  return new UserPoolClient(stack, id, {
    name: id,
    userPool: userPool(stack, `${id}-pool`),
    signInFlows: ['ALLOW_USER_SRP_AUTH'],
    refreshTokenDays: 1,
  });
}

function identityPool(stack: BaseStack, id: string): IdentityPool {
  const clients = [client(stack, `${id}-client`)] as const;
  return new IdentityPool(stack, id, { name: id, clients, protect: false });
}

const protectedApi = (name: string) => ({
  ...apiProps,
  name,
  stage: 'dev',
  production: true,
  region: 'us-east-1',
  namePrefix: '',
  accessLogs: true,
});

const makers: Readonly<Record<string, (stack: BaseStack, id: string) => Construct>> = {
  UserPool: userPool,
  UserPoolClient: client,
  UserPoolDomain: (stack, id) =>
    new UserPoolDomain(stack, id, { prefix: id, userPool: userPool(stack, `${id}-pool`), region: 'us-east-1' }),
  'MachineClient with ResourceServer': (stack, id) => {
    const pool = userPool(stack, `${id}-pool`);
    const scopes = { read: 'Read' };
    const resourceServer = new ResourceServer(stack, `${id}-server`, {
      identifier: id,
      name: id,
      userPool: pool,
      scopes,
    });
    return new MachineClient(stack, id, { name: id, userPool: pool, resourceServer, scopes: ['read'] });
  },
  Secret: (stack, id) => new Secret(stack, id, { name: id, description: id, value: { a: 'b' }, protect: true }),
  'IdentityPool with roles': (stack, id) => {
    const pool = identityPool(stack, id);
    const props = { policyName: 'p', identityPool: pool };
    const authenticated = new AuthenticatedRole(stack, `${id}-in`, { ...props, name: 'in', statements });
    pool.attachRoles({
      authenticated,
      unauthenticated: new UnauthenticatedRole(stack, `${id}-out`, { ...props, name: 'out' }),
    });
    return pool;
  },
  Role: (stack, id) =>
    new Role(stack, id, {
      name: id,
      policyName: id,
      statements,
      trust: { principal: { Service: 'lambda.amazonaws.com' }, action: 'sts:AssumeRole' },
    }),
  Table: (stack, id) => new Table(stack, id, { name: id, partitionKey: 'id', protect: false }),
  NodeFunction: (stack, id) =>
    new NodeFunction(stack, id, {
      name: id,
      entry: 'functions/shared/answer.ts',
      environment: {},
      statements,
      logRetentionDays: 1,
    }),
  'RestApi with access logs': (stack, id) => {
    const api = petsApi(stack, id, { accessLogs: true });
    api.addRoute({ method: 'GET', path: '/', authorization: iam, handler });
    return api;
  },
  'ProtectedApi by scope': (stack, id) =>
    new ProtectedApi(stack, id, {
      ...protectedApi(id),
      kind: 'authentication',
      identifier: id,
      scopes: { read: 'Read' },
      machines: { job: ['read'] },
      routes: [{ method: 'GET', path: '/', scopes: ['read'], handler }],
    }),
  'ProtectedApi by group': (stack, id) =>
    new ProtectedApi(stack, id, {
      ...protectedApi(id),
      kind: 'authorization-by-group',
      groups: { readers: { description: 'd', rules: [{ effect: 'Allow', method: 'GET', path: '/' }] } },
      routes: [{ method: 'GET', path: '/', handler }],
    }),
  'RestApi with an authorizer': (stack, id) => {
    const api = petsApi(stack, id);
    const userPools = [userPool(stack, `${id}-pool`)] as const;
    const authorizer = api.addUserPoolAuthorizer('cognito', { name: 'a', userPools, resultCacheSeconds: 0 });
    const authorization = { kind: 'user-pool', authorizer, scopes: ['a/b'] } as const;
    api.addRoute({ method: 'GET', path: '/', authorization, handler });
    return api;
  },
};

test.each(Object.entries(makers))('%s can be built twice in one stack', (_name, make) => {
  const one = testStack();
  make(one, 'first');
  const two = testStack();
  make(two, 'first');
  make(two, 'second');
  const expected = addressesIn(one).flatMap((address) => [address, address.replace('.first', '.second')]);
  expect([...addressesIn(two)].sort()).toEqual(expected.sort());
});

test('a role without statements is refused', () => {
  const trust = { principal: { Service: 'lambda.amazonaws.com' }, action: 'sts:AssumeRole' } as const;
  expect(() => new Role(testStack(), 'r', { name: 'r', policyName: 'r', statements: [], trust })).toThrow(
    noStatements('test/r'),
  );
  expect(noStatements('test/r').message).toBe(
    'The role "test/r" has no statements: IAM refuses an empty policy. Name what it may do.',
  );
});
