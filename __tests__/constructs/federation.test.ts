import { InvalidPropsError } from '../../constructs/errors';
import type { FederatedProvider, Federation } from '../../constructs/framework/federation';
import { ProtectedApi } from '../../constructs/framework/protected-api';
import type { CommonProps, GroupAuthorizationProps, WebApp } from '../../constructs/framework/protected-api-props';
import { protectSynthesis } from '../../constructs/checks/protect-synthesis';
import { App } from 'cdktf';
import { handler } from './api-fixture';
import { removeTestStacks, resourcesIn, testStack, type Resources } from './test-stack';

afterAll(removeTestStacks);

const common: CommonProps = {
  name: 'files',
  stage: 'dev',
  production: false,
  region: 'us-east-1',
  namePrefix: '',
  corsOrigins: ['https://app.example.com'],
  throttle: { rateLimit: 1, burstLimit: 2 },
  accessLogs: false,
  logRetentionDays: 30,
};

const route = { method: 'GET', path: '/files' } as const;

const byGroup: GroupAuthorizationProps = {
  ...common,
  kind: 'authorization-by-group',
  groups: { readers: { description: 'May see files.', rules: [{ effect: 'Allow', ...route }] } },
  routes: [{ ...route, handler }],
};

const saml: FederatedProvider = {
  kind: 'saml',
  name: 'Company',
  metadata: { url: 'https://idp.example.com/metadata' },
  groups: { everybody: 'readers' },
};

const oidc: FederatedProvider = {
  kind: 'oidc',
  name: 'Partner',
  issuer: 'https://id.example.com',
  clientId: 'files',
  clientSecretVariable: 'partner_secret',
  groups: {},
};

const webApp: WebApp = { callbackUrls: ['https://app.example.com/callback'] };

function synthesized(change: Partial<GroupAuthorizationProps>): Resources {
  const stack = testStack();
  new ProtectedApi(stack, 'files', { ...byGroup, ...change });
  const app = stack.node.root;
  if (app instanceof App) protectSynthesis(app);
  return resourcesIn(stack);
}

const federated = (federation: Federation): Resources => synthesized({ webApp: { ...webApp, federation } });

const variablesOf = (resources: Resources, id: string): unknown =>
  (resources['aws_lambda_function']?.[id]?.['environment'] as { variables: unknown }).variables;

const idsOf = (resources: Resources, type: string): readonly string[] => Object.keys(resources[type] ?? {});

describe('without a web application', () => {
  const resources = synthesized({});

  test('there is no page, no domain and no function that the pool asks', () => {
    expect(idsOf(resources, 'aws_cognito_user_pool_client')).toEqual(['files-user-client']);
    expect(idsOf(resources, 'aws_cognito_user_pool_domain')).toEqual([]);
    expect(idsOf(resources, 'aws_lambda_function')).toEqual(['files-authorizer']);
    expect(resources['aws_cognito_user_pool']?.['files-users']).not.toHaveProperty('lambda_config');
  });

  test('a second factor is offered, and the attribute of providers is there and closed', () => {
    expect(resources['aws_cognito_user_pool']?.['files-users']).toMatchObject({
      mfa_configuration: 'OPTIONAL',
      schema: [{ name: 'idp_groups' }],
    });
    expect(resources['aws_cognito_user_pool_client']?.['files-user-client']?.['write_attributes']).toEqual([
      'email',
      'family_name',
      'given_name',
      'locale',
      'name',
      'nickname',
      'picture',
      'zoneinfo',
    ]);
  });
});

test('a web application gets a domain, and its tokens open the API', () => {
  const resources = synthesized({ webApp, domainPrefix: 'acme' });
  expect(resources['aws_cognito_user_pool_domain']?.['files-domain']).toMatchObject({ domain: 'acme-files-dev' });
  const { issuers } = variablesOf(resources, 'files-authorizer') as { issuers: string };
  expect((JSON.parse(issuers) as { clientIds: unknown }[])[0]?.clientIds).toEqual([
    '${aws_cognito_user_pool_client.files-user-client.id}',
    '${aws_cognito_user_pool_client.files-browser-client.id}',
  ]);
});

describe('federation', () => {
  test('asks one function before a profile and one before tokens; neither may do anything to the pool', () => {
    const resources = federated({ providers: [saml, oidc] });
    expect(resources['aws_cognito_user_pool']?.['files-users']).toMatchObject({
      user_pool_tier: 'ESSENTIALS',
      lambda_config: {
        pre_sign_up: '${aws_lambda_function.files-pre-sign-up.arn}',
        pre_token_generation_config: {
          lambda_arn: '${aws_lambda_function.files-idp-groups.arn}',
          lambda_version: 'V2_0',
        },
      },
    });
    expect(variablesOf(resources, 'files-pre-sign-up')).toEqual({
      groupsAttribute: 'custom:idp_groups',
      providers: 'Company,Partner',
      linkUsers: 'off',
    });
    expect(variablesOf(resources, 'files-idp-groups')).toEqual({
      groupsAttribute: 'custom:idp_groups',
      groupsByProvider: '{"Company":{"everybody":"readers"},"Partner":{}}',
    });
    expect(JSON.stringify(resources['aws_iam_role_policy'])).not.toContain('cognito-idp:');
    for (const id of ['files-pre-sign-up', 'files-idp-groups']) {
      expect(resources['aws_lambda_function']?.[id]?.['timeout']).toBe(5);
    }
  });

  test('links users only where that is said, with a policy of its own for this pool alone', () => {
    const resources = federated({ providers: [saml], linkUsers: true });
    expect(variablesOf(resources, 'files-pre-sign-up')).toMatchObject({ linkUsers: 'on' });
    const { policy, role } = resources['aws_iam_role_policy']?.['files-pre-sign-up-link-users'] ?? {};
    expect(role).toBe('${aws_iam_role.files-pre-sign-up-role.id}');
    expect(JSON.parse(String(policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['cognito-idp:ListUsers', 'cognito-idp:AdminLinkProviderForUser'],
          Resource: ['${aws_cognito_user_pool.files-users.arn}'],
        },
      ],
    });
  });

  test('makes no circle: the function does not wait for the policy that waits for the pool', () => {
    const resources = federated({ providers: [saml], linkUsers: true });
    const functions = JSON.stringify(resources['aws_lambda_function']);
    expect(functions).not.toContain('link-users');
    expect(JSON.stringify(resources['aws_lambda_function']?.['files-pre-sign-up'])).not.toContain('cognito_user_pool');
    expect(JSON.stringify(resources['aws_lambda_function']?.['files-idp-groups'])).not.toContain('cognito_user_pool');
  });

  test.each<readonly [string, Federation, string]>([
    [
      'nobody',
      { providers: [] },
      'The federation of "test/files" has no identity provider. Name at least one, or leave federation out.',
    ],
    ...['Company_SAML', 'ab', 'x'.repeat(33), '1st', 'cognito', 'a b'].map(
      (name) =>
        [
          `"${name}"`,
          { providers: [{ ...saml, name }] },
          `The identity provider name "${name}" cannot be used. Allowed: a letter, then 2 to 31 letters, digits and hyphens; not "COGNITO".`,
        ] as const,
    ),
    [
      'names that differ in case alone',
      { providers: [saml, { ...saml, name: 'COMPANY' }] },
      'The identity providers "Company" and "COMPANY" have names that differ in case at most. Rename one: their users would have the same names.',
    ],
    [
      'a group that is not there',
      { providers: [{ ...saml, groups: { all: 'reader' } }] },
      'The group "all" of Company is mapped to "reader", which is no group of the API. Allowed: readers.',
    ],
  ])('with %s is refused', (_what, federation, message) => {
    expect(() => federated(federation)).toThrow(InvalidPropsError);
    expect(() => federated(federation)).toThrow(message);
  });
});
