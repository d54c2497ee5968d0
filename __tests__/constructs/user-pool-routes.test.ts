import { idTokenReason } from '../../constructs/checks/id-token-routes';
import type { RestApi } from '../../constructs/api-gateway/rest-api';
import type { RouteAuthorization } from '../../constructs/api-gateway/authorization';
import type { UserPoolAuthorizer, UserPoolAuthorizerProps } from '../../constructs/api-gateway/user-pool-authorizer';
import { InvalidPropsError } from '../../constructs/errors';
import { handler, iam, petsApi } from './api-fixture';
import { removeTestStacks, resourcesIn, testStack } from './test-stack';

afterAll(removeTestStacks);

const pool = { arn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Abc' };
const authorizerProps: UserPoolAuthorizerProps = { name: 'sentry', userPools: [pool], resultCacheSeconds: 15 };

const authorizerOf = (api: RestApi, change: Partial<UserPoolAuthorizerProps> = {}): UserPoolAuthorizer =>
  api.addUserPoolAuthorizer('cognito', { ...authorizerProps, ...change });

function synthesized(authorizationOf: (authorizer: UserPoolAuthorizer) => RouteAuthorization) {
  const stack = testStack();
  const api = petsApi(stack);
  const route = api.addRoute({
    method: 'GET',
    path: '/pets',
    authorization: authorizationOf(authorizerOf(api)),
    handler,
  });
  return { resources: resourcesIn(stack), method: route.node.findChild('Resource') };
}

test('a route with scopes takes access tokens with one of them', () => {
  const { resources } = synthesized((authorizer) => ({ kind: 'user-pool', authorizer, scopes: ['api/a', 'api/b'] }));
  expect(resources['aws_api_gateway_method']?.['api-pets-GET']).toMatchObject({
    authorization: 'COGNITO_USER_POOLS',
    authorizer_id: '${aws_api_gateway_authorizer.api-cognito.id}',
    authorization_scopes: ['api/a', 'api/b'],
  });
  expect(resources['aws_api_gateway_authorizer']?.['api-cognito']).toMatchObject({
    name: 'sentry',
    type: 'COGNITO_USER_POOLS',
    provider_arns: [pool.arn],
    identity_source: 'method.request.header.Authorization',
    authorizer_result_ttl_in_seconds: 15,
    rest_api_id: '${aws_api_gateway_rest_api.api.id}',
  });
});

test('a route for id tokens has no scopes, and its reason is on record for the checks', () => {
  const { resources, method } = synthesized((authorizer) => ({
    kind: 'user-pool-id-token',
    authorizer,
    reason: 'Every user may see the menu.',
  }));
  const args = resources['aws_api_gateway_method']?.['api-pets-GET'];
  expect(args).toMatchObject({ authorization: 'COGNITO_USER_POOLS' });
  expect(args).not.toHaveProperty('authorization_scopes');
  expect(idTokenReason(method)).toBe('Every user may see the menu.');
});

test.each([iam, { kind: 'public', reason: 'why not' } as const])('%j brings neither authorizer nor scopes', (other) => {
  const { resources } = synthesized(() => other);
  const args = resources['aws_api_gateway_method']?.['api-pets-GET'];
  expect(args).not.toHaveProperty('authorizer_id');
  expect(args).not.toHaveProperty('authorization_scopes');
});

test('id tokens without a reason are refused', () => {
  expect(() => synthesized((authorizer) => ({ kind: 'user-pool-id-token', authorizer, reason: '' }))).toThrow(
    new InvalidPropsError(
      'GET /pets is user-pool-id-token without a reason. Say in one sentence why, or choose another authorization.',
    ),
  );
});

test.each(['user-pool', 'user-pool-id-token'] as const)('%s with the authorizer of another API is refused', (kind) => {
  const stack = testStack();
  const authorizer = authorizerOf(petsApi(stack, 'other'));
  const authorization = { kind, authorizer, scopes: ['api/a'], reason: 'why' } as const;
  expect(() => petsApi(stack).addRoute({ method: 'GET', path: '/pets', authorization, handler })).toThrow(
    new InvalidPropsError(
      'GET /pets names the authorizer "test/other/cognito" of another API. Add one to this API, by addUserPoolAuthorizer() or addLambdaAuthorizer().',
    ),
  );
});

describe('the API is deployed again', () => {
  interface Shape {
    readonly scopes?: readonly [string, ...string[]];
    readonly authorizer?: Partial<UserPoolAuthorizerProps>;
  }
  const triggersOf = ({ scopes = ['api/a'], authorizer: change }: Shape): Record<string, string> => {
    const stack = testStack();
    const api = petsApi(stack);
    const authorization = { kind: 'user-pool', authorizer: authorizerOf(api, change), scopes } as const;
    api.addRoute({ method: 'GET', path: '/pets', authorization, handler });
    const deployment = resourcesIn(stack)['aws_api_gateway_deployment']?.['api-stage'];
    expect(deployment?.['depends_on']).toContain('aws_api_gateway_authorizer.api-cognito');
    return deployment?.['triggers'] as Record<string, string>;
  };

  test.each<readonly [string, Shape]>([
    ['another scope', { scopes: ['api/b'] }],
    ['one scope more', { scopes: ['api/a', 'api/b'] }],
    ['another user pool', { authorizer: { userPools: [{ arn: `${pool.arn}d` }] } }],
    ['another cache period', { authorizer: { resultCacheSeconds: 0 } }],
  ])('for %s', (_name, shape) => {
    expect(triggersOf(shape)['configuration']).not.toBe(triggersOf({})['configuration']);
  });

  test('and not for nothing', () => {
    expect(triggersOf({})).toEqual(triggersOf({}));
  });

  test('when a user pool or a scope of another stack is replaced', () => {
    const reference = '${data.terraform_remote_state.x.outputs.y}';
    const triggers = triggersOf({
      scopes: [`${reference}/a`],
      authorizer: { userPools: [{ arn: '${aws_cognito_user_pool.p.arn}' }] },
    });
    expect(triggers['references']).toBe(`\${aws_cognito_user_pool.p.arn} ${reference}`);
  });
});
