import type { Construct } from 'constructs';
import { IdentityPool } from '../../constructs/cognito/identity-pool';
import { AuthenticatedRole } from '../../constructs/cognito/identity-pool-role';
import { UserGroup } from '../../constructs/cognito/user-group';
import { UserPool, UserPoolClient } from '../../constructs/cognito/user-directory';
import type { BaseStack } from '../../constructs/base-stack';
import { OpenIdConnectRole, SamlRole } from '../../constructs/iam/federated-role';
import { OpenIdConnectProvider } from '../../constructs/iam/open-id-connect-provider';
import { plainText } from '../../constructs/iam/plain-text';
import { policyDocument } from '../../constructs/iam/policy';
import { SamlProvider } from '../../constructs/iam/saml-provider';
import { apiProps, handler, iam, petsApi } from './api-fixture';
import { addressesIn, removeTestStacks, resourcesIn, testStack } from './test-stack';

afterAll(removeTestStacks);

const statements = [{ effect: 'Allow', actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:::x'] }] as const;

function poolWithClient(stack: BaseStack, id: string) {
  const userPool = new UserPool(stack, `${id}-users`, { name: id, selfSignUp: false, protect: false });
  const client = new UserPoolClient(stack, `${id}-client`, {
    name: id,
    userPool,
    signInFlows: ['ALLOW_USER_SRP_AUTH'],
    refreshTokenDays: 1,
  });
  const identityPool = new IdentityPool(stack, id, { name: id, clients: [client], protect: false });
  return { userPool, client, identityPool };
}

const roleIn = (stack: BaseStack, id: string, identityPool: IdentityPool): AuthenticatedRole =>
  new AuthenticatedRole(stack, id, { name: id, policyName: id, identityPool, statements });

const makers: Readonly<Record<string, (stack: BaseStack, id: string) => Construct>> = {
  UserGroup: (stack, id) => {
    const { userPool, identityPool } = poolWithClient(stack, `${id}-pool`);
    const role = roleIn(stack, `${id}-role`, identityPool);
    return new UserGroup(stack, id, { name: id, description: id, userPool, role, precedence: 1 });
  },
  SamlRole: (stack, id) => {
    const provider = new SamlProvider(stack, `${id}-provider`, { name: id, metadata: '<EntityDescriptor/>' });
    return new SamlRole(stack, id, { name: id, policyName: id, provider, statements });
  },
  OpenIdConnectRole: (stack, id) => {
    const provider = new OpenIdConnectProvider(stack, `${id}-provider`, {
      issuer: 'https://a.example/',
      clientIds: ['app'],
    });
    return new OpenIdConnectRole(stack, id, { name: id, policyName: id, provider, clientId: 'app', statements });
  },
  'RestApi with a throttled route': (stack, id) => {
    const api = petsApi(stack, id);
    const throttle = { rateLimit: 1, burstLimit: 1 };
    api.addRoute({ method: 'GET', path: '/pets', authorization: iam, handler, throttle });
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

describe('roles are mapped', () => {
  const provider = '${aws_cognito_user_pool.pool-users.endpoint}:${aws_cognito_user_pool_client.pool-client.id}';

  test('by the token', () => {
    const stack = testStack();
    const { client, identityPool } = poolWithClient(stack, 'pool');
    const authenticated = roleIn(stack, 'in', identityPool);
    identityPool.attachRoles({ authenticated, mappings: [{ kind: 'token', client, ambiguous: 'Deny' }] });
    expect(resourcesIn(stack)['aws_cognito_identity_pool_roles_attachment']?.['pool']).toMatchObject({
      roles: { authenticated: '${aws_iam_role.in.arn}' },
      role_mapping: [{ identity_provider: provider, type: 'Token', ambiguous_role_resolution: 'Deny' }],
    });
  });

  test('by rules, in their order', () => {
    const stack = testStack();
    const { client, identityPool } = poolWithClient(stack, 'pool');
    const [authenticated, admin] = [roleIn(stack, 'in', identityPool), roleIn(stack, 'admin', identityPool)];
    identityPool.attachRoles({
      authenticated,
      mappings: [
        {
          kind: 'rules',
          client,
          ambiguous: 'AuthenticatedRole',
          rules: [
            { claim: 'custom:job', matchType: 'Equals', value: 'keeper', role: admin },
            { claim: 'email', matchType: 'NotEqual', value: 'x', role: authenticated },
          ],
        },
      ],
    });
    expect(resourcesIn(stack)['aws_cognito_identity_pool_roles_attachment']?.['pool']).toMatchObject({
      role_mapping: [
        {
          identity_provider: provider,
          type: 'Rules',
          ambiguous_role_resolution: 'AuthenticatedRole',
          mapping_rule: [
            { claim: 'custom:job', match_type: 'Equals', value: 'keeper', role_arn: '${aws_iam_role.admin.arn}' },
            { claim: 'email', match_type: 'NotEqual', value: 'x', role_arn: '${aws_iam_role.in.arn}' },
          ],
        },
      ],
    });
  });

  test('not at all without a mapping, and guests have no role', () => {
    const stack = testStack();
    const { identityPool } = poolWithClient(stack, 'pool');
    identityPool.attachRoles({ authenticated: roleIn(stack, 'in', identityPool) });
    const attachment = resourcesIn(stack)['aws_cognito_identity_pool_roles_attachment']?.['pool'];
    expect(attachment?.['roles']).toEqual({ authenticated: '${aws_iam_role.in.arn}' });
    expect(attachment).not.toHaveProperty('role_mapping');
  });
});

test.each([
  ['a${b}', 'a$${b}'],
  ['a%{if}', 'a%%{if}'],
  ['$ % {}', '$ % {}'],
])('Terraform reads nothing into %j', (text, escaped) => {
  expect(plainText(text)).toBe(escaped);
});

test('a statement has its condition, and no empty one', () => {
  const condition = { StringEquals: { 'aws:PrincipalTag/x': 'y' } };
  const [with_, without] = (
    JSON.parse(policyDocument([{ ...statements[0], condition }, statements[0]])) as { Statement: object[] }
  ).Statement;
  expect(with_).toMatchObject({ Condition: condition });
  expect(without).not.toHaveProperty('Condition');
});

test('limits of a route are its own, and a change of them deploys nothing anew', () => {
  const built = (rateLimit: number) => {
    const stack = testStack();
    const throttle = { rateLimit, burstLimit: 1 };
    petsApi(stack).addRoute({ method: 'POST', path: '/login', authorization: iam, handler, throttle });
    return resourcesIn(stack);
  };
  expect(built(3)['aws_api_gateway_method_settings']).toMatchObject({
    'api-stage': {
      method_path: '*/*',
      settings: {
        throttling_rate_limit: apiProps.throttle.rateLimit,
        throttling_burst_limit: apiProps.throttle.burstLimit,
      },
    },
    'api-login-POST': {
      method_path: 'login/POST',
      settings: { throttling_rate_limit: 3, throttling_burst_limit: 1 },
    },
  });
  const triggers = (rateLimit: number) => built(rateLimit)['aws_api_gateway_deployment']?.['api-stage']?.['triggers'];
  expect(triggers(3)).toEqual(triggers(4));
});

test('a preflight allows the headers of the API besides those of all APIs', () => {
  const allowed = (corsRequestHeaders: readonly string[]) => {
    const stack = testStack();
    petsApi(stack, 'api', { corsRequestHeaders }).addRoute({
      method: 'GET',
      path: '/pets',
      authorization: iam,
      handler,
    });
    const response = resourcesIn(stack)['aws_api_gateway_integration_response']?.['api-pets-OPTIONS'];
    const parameters = response?.['response_parameters'] as Record<string, string>;
    return parameters['method.response.header.Access-Control-Allow-Headers'] ?? '';
  };
  expect(allowed(['X-A', 'X-B'])).toBe(allowed([]).replace(/'$/, ",X-A,X-B'"));
});
