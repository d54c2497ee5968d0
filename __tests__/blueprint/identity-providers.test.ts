import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { set } from './support/set-path';
import { stacksOnDisk, type Json, type StackJson } from './support/stacks-on-disk';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const clientKey = '${aws_cognito_user_pool.users.endpoint}:${aws_cognito_user_pool_client.web.id}';

function federatedStack(): StackJson {
  return {
    resource: {
      aws_iam_role: {
        customer: { name: 'customer', assume_role_policy: trust },
        admin: { name: 'admin', assume_role_policy: trust },
      },
      aws_iam_saml_provider: { corporate: { name: 'corporate', saml_metadata_document: '<EntityDescriptor/>' } },
      aws_iam_openid_connect_provider: {
        auth0: { url: 'https://tenant.auth0.com/', client_id_list: ['web', 'admin'] },
      },
      aws_cognito_user_pool: { users: { name: 'users' } },
      aws_cognito_user_pool_client: { web: { name: 'web', user_pool_id: '${aws_cognito_user_pool.users.id}' } },
      aws_cognito_identity_pool: {
        main: {
          identity_pool_name: 'main',
          cognito_identity_providers: [
            {
              client_id: '${aws_cognito_user_pool_client.web.id}',
              provider_name: '${aws_cognito_user_pool.users.endpoint}',
            },
          ],
          developer_provider_name: 'login.pets',
          supported_login_providers: { 'accounts.google.com': 'google-app' },
          saml_provider_arns: ['${aws_iam_saml_provider.corporate.arn}'],
          openid_connect_provider_arns: ['${aws_iam_openid_connect_provider.auth0.arn}'],
        },
      },
      aws_cognito_identity_pool_roles_attachment: {
        main: {
          identity_pool_id: '${aws_cognito_identity_pool.main.id}',
          roles: { authenticated: '${aws_iam_role.customer.arn}' },
          role_mapping: [
            { identity_provider: clientKey, type: 'Token', ambiguous_role_resolution: 'Deny' },
            {
              identity_provider: 'accounts.google.com',
              type: 'Rules',
              ambiguous_role_resolution: 'AuthenticatedRole',
              mapping_rule: [
                {
                  claim: 'email',
                  match_type: 'Equals',
                  value: 'ann@example.com',
                  role_arn: '${aws_iam_role.admin.arn}',
                },
              ],
            },
          ],
        },
      },
    },
  };
}

type Change = readonly [path: string, value: Json | undefined];

function read(...changes: readonly Change[]) {
  const stack = federatedStack();
  for (const [path, value] of changes) set(stack, ['resource', ...path.split('/')], value);
  return readBlueprint({ outputFolder: stacksOnDisk({ federated: stack }) });
}

test('providers and role mappings of an identity pool are read, references resolved', () => {
  const { identityPools, samlProviders, openIdConnectProviders, userPools } = read();
  const [pool] = userPools;
  const auth0 = 'arn:aws:iam::123456789012:oidc-provider/tenant.auth0.com/';
  const corporate = 'arn:aws:iam::123456789012:saml-provider/corporate';
  const at = { stack: 'federated' };
  expect(openIdConnectProviders).toEqual([
    {
      ...at,
      address: 'aws_iam_openid_connect_provider.auth0',
      arn: auth0,
      issuer: 'https://tenant.auth0.com/',
      clientIds: ['web', 'admin'],
    },
  ]);
  expect(samlProviders).toEqual([
    {
      ...at,
      address: 'aws_iam_saml_provider.corporate',
      arn: corporate,
      name: 'corporate',
      metadata: '<EntityDescriptor/>',
    },
  ]);
  expect(identityPools).toMatchObject([
    {
      developerProviderName: 'login.pets',
      loginProviders: { 'accounts.google.com': 'google-app' },
      samlProviderArns: [corporate],
      openIdConnectProviderArns: [auth0],
      roleMappings: [
        { kind: 'Token', ambiguous: 'Deny', identityProvider: `${pool?.endpoint}:${pool?.clients[0]?.id}` },
        {
          kind: 'Rules',
          ambiguous: 'AuthenticatedRole',
          identityProvider: 'accounts.google.com',
          rules: [
            {
              claim: 'email',
              matchType: 'Equals',
              value: 'ann@example.com',
              roleArn: 'arn:aws:iam::123456789012:role/admin',
            },
          ],
        },
      ],
    },
  ]);
});

const pool = 'aws_cognito_identity_pool/main';
const mapping = (block: Json): Change => ['aws_cognito_identity_pool_roles_attachment/main/role_mapping', [block]];
const token = { identity_provider: clientKey, type: 'Token', ambiguous_role_resolution: 'Deny' };
const rule = { claim: 'email', match_type: 'Equals', value: 'x', role_arn: '${aws_iam_role.admin.arn}' };

test.each<readonly [name: string, change: Change, text: string]>([
  [
    'a pool without a client',
    mapping({ ...token, identity_provider: 'cognito-idp.us-east-1.amazonaws.com/x' }),
    'is not a valid RoleMapping ProviderName or is not a configured provider',
  ],
  [
    'a provider that the pool does not believe',
    mapping({ ...token, identity_provider: 'www.amazon.com' }),
    'is not a valid RoleMapping ProviderName or is not a configured provider',
  ],
  ['another type', mapping({ ...token, type: 'Claims' }), 'Token, Rules'],
  ['no word on what is ambiguous', mapping({ identity_provider: clientKey, type: 'Token' }), 'AuthenticatedRole, Deny'],
  ['rules beside a token', mapping({ ...token, mapping_rule: [rule] }), 'no rules where type is "Token"'],
  ['rules without a rule', mapping({ ...token, type: 'Rules' }), '1 to 25 rules where type is "Rules"'],
  [
    '26 rules',
    mapping({ ...token, type: 'Rules', mapping_rule: Array.from({ length: 26 }, () => rule) }),
    '1 to 25 rules where type is "Rules"',
  ],
  [
    'another comparison',
    mapping({ ...token, type: 'Rules', mapping_rule: [{ ...rule, match_type: 'Regex' }] }),
    'Equals, Contains, StartsWith, NotEqual',
  ],
  [
    'a role of nobody',
    mapping({ ...token, type: 'Rules', mapping_rule: [{ ...rule, role_arn: 'arn:aws:iam::1:role/x' }] }),
    '"arn:aws:iam::1:role/x" is no role of these stacks',
  ],
  [
    'two mappings of a provider',
    ['aws_cognito_identity_pool_roles_attachment/main/role_mapping', [token, token]],
    'one mapping for each identity provider',
  ],
  [
    'Twitter',
    [`${pool}/supported_login_providers`, { 'api.twitter.com': 'a;b' }],
    'accounts.google.com, appleid.apple.com, graph.facebook.com, www.amazon.com',
  ],
  [
    'a developer provider with a slash',
    [`${pool}/developer_provider_name`, 'login/pets'],
    'up to 128 letters, digits and . _ -',
  ],
  [
    'an OpenID Connect provider of others',
    [`${pool}/openid_connect_provider_arns`, ['arn:aws:iam::1:oidc-provider/x']],
    'is no identity provider of these stacks',
  ],
  [
    'a SAML provider of others',
    [`${pool}/saml_provider_arns`, ['arn:aws:iam::1:saml-provider/x']],
    'is no identity provider of these stacks',
  ],
  [
    'an issuer without TLS',
    ['aws_iam_openid_connect_provider/auth0/url', 'http://tenant.auth0.com/'],
    'an https URL without port, query and fragment',
  ],
  [
    'an issuer with a port',
    ['aws_iam_openid_connect_provider/auth0/url', 'https://tenant.auth0.com:8443/'],
    'an https URL without port, query and fragment',
  ],
  ['an issuer for no application', ['aws_iam_openid_connect_provider/auth0/client_id_list', []], '1 to 100 client ids'],
  [
    'a SAML provider with a space in its name',
    ['aws_iam_saml_provider/corporate/name', 'a b'],
    'up to 128 letters, digits and . _ -',
  ],
])('refused: %s', (_name, change, text) => {
  const [code, message] = failureOf(() => read(change));
  expect(code).toMatch(/^(?:invalid-argument|incoherent)$/);
  expect(message).toContain(text);
});
