import {
  contentConsumersDeviations,
  identityProviderDeviations,
  premiumContentDeviations,
} from './machine-to-machine-deviations';
import { contentConsumers, identityProvider, premiumContentProvider } from './machine-to-machine-document';
import { mirrorTests } from './mirror';
import { argumentsAt, stackNamed, synthesizedStacks } from './synthesized-stacks';

const mirrors = [
  { name: 'cognito-identity-provider', document: identityProvider, deviations: identityProviderDeviations },
  { name: 'premium-content-provider', document: premiumContentProvider, deviations: premiumContentDeviations },
  { name: 'content-consumers', document: contentConsumers, deviations: contentConsumersDeviations },
];

describe.each(mirrors)('$name', ({ name, document, deviations }) => {
  mirrorTests({
    stack: stackNamed(name),
    document,
    deviations,
    page: 'machine-to-machine.md',
    section: `### \`${name}\``,
  });
});

describe('the outputs of the document', () => {
  const outputsOf = (name: string) => stackNamed(name).json['output'] as Record<string, { value: string }>;
  const invokeUrl = '${aws_api_gateway_stage.api-stage.invoke_url}';

  test.each([
    ['premium-content-provider', 'PremiumApiUrl', '/home/premium'],
    ['content-consumers', 'UnauthorizedUrl', '/content/unauthorized-read'],
    ['content-consumers', 'AuthorizedReadUrl', '/content/authorized-read'],
    ['content-consumers', 'AuthorizedWriteUrl', '/content/authorized-write'],
  ])('%s: %s leads to %s', (stack, output, path) => {
    expect(outputsOf(stack)[output]?.value).toBe(`${invokeUrl}${path}`);
  });
});

test('the secret holds what the document names, each by reference', () => {
  const stack = stackNamed('cognito-identity-provider');
  const { secret_string: text } = argumentsAt(stack, 'aws_secretsmanager_secret_version.app-secrets');
  const members = [...String(text).matchAll(/"(\w+)" = /g)].map(([, member]) => member);
  expect(members).toEqual([
    'tokenEndpoint',
    'clientId',
    'clientSecret',
    'resourceServerIdentifier',
    'readScope',
    'writeScope',
  ]);
  expect(text).toContain(
    'https://${aws_cognito_user_pool_domain.domain.domain}.auth.us-east-1.amazoncognito.com/oauth2/token',
  );
  expect(text).toContain('"clientSecret" = aws_cognito_user_pool_client.premium-app-users.client_secret');
});

test('nobody but machines: the pool has one client, no group and no identity pool', () => {
  const { resources } = stackNamed('cognito-identity-provider');
  expect(
    resources
      .filter(({ type }) => type.startsWith('aws_cognito'))
      .map(({ type }) => type)
      .sort(),
  ).toEqual([
    'aws_cognito_resource_server',
    'aws_cognito_user_pool',
    'aws_cognito_user_pool_client',
    'aws_cognito_user_pool_domain',
  ]);
});

test('each stack waits for those from which it takes values, in the order of the document', () => {
  const waitsFor = Object.fromEntries(
    synthesizedStacks().map(({ name, json }) => [
      name,
      Object.keys(
        (json['data'] as Record<string, Record<string, unknown>> | undefined)?.['terraform_remote_state'] ?? {},
      )
        .map((input) => input.replace('cross-stack-reference-input-', ''))
        .sort(),
    ]),
  );
  expect(waitsFor).toEqual({
    'cognito-identity-provider': [],
    'premium-content-provider': ['cognito-identity-provider'],
    'content-consumers': ['cognito-identity-provider', 'premium-content-provider'],
    notes: [],
    'pet-store': [],
    'api-authentication': [],
    'api-authorization': [],
  });
});
