import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { argumentsAt, stackNamed, statementsOf } from './synthesized-stacks';
import type { Arguments, SynthesizedStack } from './synthesized-stacks';

/**
 * Document 4 names no resource, but says step by step what happens. Each step of its two data flows stands here in its
 * words, above what has to be synthesized for it. What happens when it runs is tested in the sandbox.
 */
const authentication = stackNamed('api-authentication');
const authorization = stackNamed('api-authorization');

const all = (stack: SynthesizedStack, type: string): readonly Arguments[] =>
  stack.resources.filter((resource) => resource.type === type).map(({ args }) => args);
const routesOf = (stack: SynthesizedStack): readonly Arguments[] =>
  all(stack, 'aws_api_gateway_method').filter(({ http_method: method }) => method !== 'OPTIONS');

describe.each([
  { stack: authentication, id: 'awesomeapp' },
  { stack: authorization, id: 'teamfiles' },
])('$stack.name', ({ stack, id }) => {
  test('"The user is authenticated against a Cognito user pool."', () => {
    expect(argumentsAt(stack, `aws_cognito_user_pool_client.${id}-user-client`)).toMatchObject({
      user_pool_id: `\${aws_cognito_user_pool.${id}-users.id}`,
      explicit_auth_flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  test('"A dedicated user pool is defined for each application or api."', () => {
    expect(all(stack, 'aws_cognito_user_pool')).toHaveLength(1);
    expect(all(stack, 'aws_api_gateway_rest_api')).toHaveLength(1);
  });

  test('"Currently the users have be setup in the pool to authenticate."', () => {
    expect(argumentsAt(stack, `aws_cognito_user_pool.${id}-users`)['admin_create_user_config']).toEqual({
      allow_admin_create_user_only: true,
    });
  });

  test('"The access token is then passed … as a part of the requests Authorization header"', () => {
    expect(all(stack, 'aws_api_gateway_authorizer').map(({ identity_source: source }) => source)).toEqual([
      'method.request.header.Authorization',
    ]);
  });

  test('"The pattern shall not rely on developers code for authentication": every route has the authorizer', () => {
    const authorizers = routesOf(stack).map(({ authorizer_id: authorizer }) => authorizer);
    expect(authorizers.length).toBeGreaterThan(1);
    expect([...new Set(authorizers)]).toEqual([`\${aws_api_gateway_authorizer.${id}-api-authorizer.id}`]);
    const echo = argumentsAt(stack, 'aws_lambda_function.echo')['environment'];
    expect(echo).toEqual({ variables: { allowedOrigins: 'http://localhost:3000' } });
  });

  test('"the request is forwarded to the service"', () => {
    const services = all(stack, 'aws_api_gateway_integration').filter(({ type }) => type !== 'MOCK');
    expect(services).toHaveLength(routesOf(stack).length);
    for (const service of services) {
      expect(service).toMatchObject({ type: 'AWS_PROXY', uri: '${aws_lambda_function.echo.invoke_arn}' });
    }
  });
});

describe('without authorization', () => {
  const server = '${aws_cognito_resource_server.awesomeapp-resource-server.identifier}';

  test('"The evaluation occurs in the API Gateway as a part of the API Gateway Authorizers Cognito configuration."', () => {
    expect(argumentsAt(authentication, 'aws_api_gateway_authorizer.awesomeapp-api-authorizer')).toMatchObject({
      type: 'COGNITO_USER_POOLS',
      provider_arns: ['${aws_cognito_user_pool.awesomeapp-users.arn}'],
    });
    expect(new Set(routesOf(authentication).map((route) => route['authorization']))).toEqual(
      new Set(['COGNITO_USER_POOLS']),
    );
  });

  test('"resourceServerIdentifier/scopeName", such as file.read of a URL', () => {
    const resourceServer = argumentsAt(authentication, 'aws_cognito_resource_server.awesomeapp-resource-server');
    expect(resourceServer).toMatchObject({
      identifier: 'https://awesomeapp.example.com',
      user_pool_id: '${aws_cognito_user_pool.awesomeapp-users.id}',
      scope: [{ scope_name: 'file.read' }, { scope_name: 'file.write' }],
    });
    const scopes = routesOf(authentication).map(({ http_method: method, authorization_scopes: asked }) => [
      method,
      (asked as string[])[0],
    ]);
    expect(Object.fromEntries(scopes)).toEqual({ GET: `${server}/file.read`, POST: `${server}/file.write` });
  });

  test('"a user or a machine": machines with "any client secret", each for its scopes', () => {
    const machines = all(authentication, 'aws_cognito_user_pool_client').filter((client) => client['generate_secret']);
    expect(machines.map((client) => client['allowed_oauth_scopes'])).toEqual([
      [`${server}/file.read`],
      [`${server}/file.read`, `${server}/file.write`],
    ]);
  });
});

describe('with authorization', () => {
  test('"API Gateway forwards the request to a Lambda authorizer—also known as a custom authorizer."', () => {
    expect(argumentsAt(authorization, 'aws_api_gateway_authorizer.teamfiles-api-authorizer')).toMatchObject({
      type: 'TOKEN',
      authorizer_uri: '${aws_lambda_function.teamfiles-authorizer.invoke_arn}',
    });
    expect(new Set(routesOf(authorization).map((route) => route['authorization']))).toEqual(new Set(['CUSTOM']));
  });

  const { variables } = argumentsAt(authorization, 'aws_lambda_function.teamfiles-authorizer')['environment'] as {
    variables: Record<string, string>;
  };

  test('"verifies the Amazon Cognito JWT using the Amazon Cognito public key", and "the Amazon Cognito group"', () => {
    const issuer = 'https://${aws_cognito_user_pool.teamfiles-users.endpoint}';
    expect(JSON.parse(variables['issuers'] ?? '')).toEqual([
      expect.objectContaining({
        issuer,
        jwksUri: `${issuer}/.well-known/jwks.json`,
        tokenUse: 'access',
        groupsClaim: 'cognito:groups',
      }),
    ]);
  });

  test('"does a lookup in Amazon DynamoDB to get the policy that\'s mapped to the group"', () => {
    expect(variables['policiesTable']).toBe('${aws_dynamodb_table.teamfiles-policies.name}');
    const [lookup] = statementsOf(
      argumentsAt(authorization, 'aws_iam_role_policy.teamfiles-authorizer-role')['policy'],
    );
    expect(lookup?.Action).toEqual(['dynamodb:BatchGetItem']);
  });

  test.each([
    ['readers', ['Allow GET /files', 'Allow GET /files/{fileId}']],
    ['writers', ['Allow GET /files', 'Allow GET /files/{fileId}', 'Allow POST /files']],
    ['admins', ['Allow GET /files', 'Allow GET /files/{fileId}', 'Allow POST /files', 'Allow DELETE /files/{fileId}']],
    ['suspended', ['Deny POST /files', 'Deny DELETE /files/{fileId}']],
  ])('the group %s has its policy, word for word', (group, rules) => {
    const { item } = argumentsAt(authorization, `aws_dynamodb_table_item.teamfiles-policies-${group}`);
    const { group: key, policy } = JSON.parse(String(item)) as Record<string, { S: string }>;
    const written = JSON.parse(policy?.S ?? '') as { effect: string; method: string; path: string }[];
    expect(key).toEqual({ S: group });
    expect(written.map(({ effect, method, path }) => `${effect} ${method} ${path}`)).toEqual(rules);
  });
});

test('every deviation from the document has its reason in the page', () => {
  const page = readFileSync(resolve(__dirname, '../../docs/framework.md'), 'utf8');
  const section = /## Deviations from the document\n([^]*?)\n## /.exec(page)?.[1] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect(row.split('|')[3]?.trim().length).toBeGreaterThan(20);
});
