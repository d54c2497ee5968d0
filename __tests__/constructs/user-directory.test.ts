import { BrowserClient } from '../../constructs/cognito/browser-client';
import { OidcProvider, SamlProvider, type SamlProviderProps } from '../../constructs/cognito/identity-provider';
import { MachineClient } from '../../constructs/cognito/machine-client';
import { ResourceServer } from '../../constructs/cognito/resource-server';
import { ServerClient } from '../../constructs/cognito/server-client';
import { UserPool, UserPoolClient, type UserPoolProps } from '../../constructs/cognito/user-directory';
import type { Arguments } from '../synthesis/synthesized-stacks';
import { removeTestStacks, resourcesIn, testStack } from './test-stack';

afterAll(removeTestStacks);

const minimal: UserPoolProps = { name: 'people', selfSignUp: false, protect: false };

function pool(change: Partial<UserPoolProps> = {}): Arguments {
  const stack = testStack();
  new UserPool(stack, 'users', { ...minimal, ...change });
  return resourcesIn(stack)['aws_cognito_user_pool']?.['users'] ?? {};
}

describe('a user pool', () => {
  test('is careful where nothing is said', () => {
    expect(pool()).toEqual({
      name: 'people',
      username_attributes: ['email'],
      username_configuration: { case_sensitive: false },
      auto_verified_attributes: ['email'],
      admin_create_user_config: { allow_admin_create_user_only: true },
      account_recovery_setting: { recovery_mechanism: [{ name: 'verified_email', priority: 1 }] },
      user_attribute_update_settings: { attributes_require_verification_before_update: ['email'] },
      deletion_protection: 'INACTIVE',
      password_policy: {
        minimum_length: 8,
        require_lowercase: true,
        require_numbers: true,
        require_symbols: true,
        require_uppercase: true,
        temporary_password_validity_days: 7,
      },
    });
  });

  test.each([
    ['off', undefined, undefined],
    ['optional', 'OPTIONAL', { enabled: true }],
    ['required', 'ON', { enabled: true }],
  ] as const)('with a second factor %s', (mfa, mode, factor) => {
    const args = pool({ mfa });
    expect([args['mfa_configuration'], args['software_token_mfa_configuration']]).toEqual([mode, factor]);
  });

  test('may ask for longer passwords, and keeps all kinds of characters', () => {
    expect(pool({ passwordPolicy: { minimumLength: 14 } })['password_policy']).toEqual({
      minimum_length: 14,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
      temporary_password_validity_days: 7,
    });
  });

  test('has the attribute of providers beside its own, changeable and as long as AWS lets it be', () => {
    const schema = pool({ providerGroups: true, attributes: [{ name: 'name', required: true, mutable: true }] });
    expect(schema['schema']).toEqual([
      expect.objectContaining({ name: 'name' }),
      {
        name: 'idp_groups',
        attribute_data_type: 'String',
        developer_only_attribute: false,
        mutable: true,
        required: false,
        string_attribute_constraints: { min_length: '0', max_length: '2048' },
      },
    ]);
  });

  test('lets itself, and no other pool, invoke the functions that it asks', () => {
    const stack = testStack();
    const [preSignUp, preTokenGeneration] = ['before', 'tokens'].map((name) => ({ name, arn: `arn:${name}` }));
    new UserPool(stack, 'users', {
      ...minimal,
      triggers: {
        ...(preSignUp === undefined ? {} : { preSignUp }),
        ...(preTokenGeneration === undefined ? {} : { preTokenGeneration }),
      },
    });
    const resources = resourcesIn(stack);
    expect(resources['aws_cognito_user_pool']?.['users']).toMatchObject({
      user_pool_tier: 'ESSENTIALS',
      lambda_config: {
        pre_sign_up: 'arn:before',
        pre_token_generation_config: { lambda_arn: 'arn:tokens', lambda_version: 'V2_0' },
      },
    });
    const permission = (name: string) =>
      expect.objectContaining({
        action: 'lambda:InvokeFunction',
        function_name: name,
        principal: 'cognito-idp.amazonaws.com',
        source_arn: '${aws_cognito_user_pool.users.arn}',
      });
    expect(resources['aws_lambda_permission']).toEqual({
      'users-pre-sign-up': permission('before'),
      'users-pre-token-generation': permission('tokens'),
    });
  });
});

const profile = ['email', 'family_name', 'given_name', 'locale', 'name', 'nickname', 'picture', 'zoneinfo'];
const callbackUrls = ['https://app.example.com/callback'] as const;

/** A client of each kind, in a pool with a provider, as Terraform gets them. */
function clients(): Readonly<Record<string, Arguments>> {
  const stack = testStack();
  const userPool = new UserPool(stack, 'users', { ...minimal, providerGroups: true });
  const resourceServer = new ResourceServer(stack, 'api', {
    identifier: 'api',
    name: 'api',
    userPool,
    scopes: { read: 'R' },
  });
  const company = new SamlProvider(stack, 'company', {
    name: 'Company',
    userPool,
    metadata: { url: 'https://idp.example.com/metadata' },
  });
  const common = { userPool, callbackUrls, logoutUrls: ['https://app.example.com/'] };
  new BrowserClient(stack, 'browser', { ...common, name: 'browser' });
  new BrowserClient(stack, 'federated', { ...common, name: 'federated', identityProviders: [company] });
  new BrowserClient(stack, 'scoped', { ...common, name: 'scoped', apiScopes: { of: resourceServer, names: ['read'] } });
  new ServerClient(stack, 'server', { ...common, name: 'server', refreshTokenDays: 7 });
  new UserPoolClient(stack, 'password', {
    name: 'p',
    userPool,
    signInFlows: ['ALLOW_USER_SRP_AUTH'],
    refreshTokenDays: 1,
  });
  new MachineClient(stack, 'machine', { name: 'm', userPool, resourceServer, scopes: ['read'] });
  return resourcesIn(stack)['aws_cognito_user_pool_client'] ?? {};
}

describe('a client of people who sign in on a page', () => {
  const all = clients();

  test('gets codes alone, for telling who signed in, with refresh tokens for one use', () => {
    expect(all['browser']).toMatchObject({
      generate_secret: false,
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_flows: ['code'],
      allowed_oauth_scopes: ['openid', 'email', 'profile'],
      callback_urls: callbackUrls,
      logout_urls: ['https://app.example.com/'],
      explicit_auth_flows: ['ALLOW_CUSTOM_AUTH'],
      refresh_token_rotation: [{ feature: 'ENABLED', retry_grace_period_seconds: 10 }],
      refresh_token_validity: 1,
      access_token_validity: 60,
      id_token_validity: 60,
      enable_token_revocation: true,
      prevent_user_existence_errors: 'ENABLED',
      supported_identity_providers: ['COGNITO'],
      write_attributes: profile,
    });
  });

  test('may write what a provider fills only where people come from one, and is made after it', () => {
    expect(all['federated']).toMatchObject({
      supported_identity_providers: ['COGNITO', '${aws_cognito_identity_provider.company.provider_name}'],
      write_attributes: [...profile, 'custom:idp_groups'],
    });
  });

  test('may ask for scopes of an API', () => {
    expect(all['scoped']?.['allowed_oauth_scopes']).toEqual([
      'openid',
      'email',
      'profile',
      '${aws_cognito_resource_server.api.identifier}/read',
    ]);
  });

  test('has a secret on a server, and nowhere else', () => {
    expect(all['server']).toMatchObject({
      generate_secret: true,
      refresh_token_validity: 7,
      allowed_oauth_flows: ['code'],
    });
    const secrets = Object.entries(all).filter(([, args]) => args['generate_secret'] === true);
    expect(secrets.map(([id]) => id).sort()).toEqual(['machine', 'server']);
  });

  test('lets nobody in past the page: of all kinds only the one for passwords names a flow that does', () => {
    expect(Object.entries(all).map(([id, args]) => [id, args['explicit_auth_flows']])).toEqual([
      ['browser', ['ALLOW_CUSTOM_AUTH']],
      ['federated', ['ALLOW_CUSTOM_AUTH']],
      ['machine', ['ALLOW_REFRESH_TOKEN_AUTH']],
      ['password', ['ALLOW_USER_SRP_AUTH']],
      ['scoped', ['ALLOW_CUSTOM_AUTH']],
      ['server', ['ALLOW_CUSTOM_AUTH']],
    ]);
  });

  test('never has a token that changes a profile', () => {
    expect(JSON.stringify(all)).not.toContain('aws.cognito.signin.user.admin');
  });
});

describe('an identity provider', () => {
  function saml(metadata: SamlProviderProps['metadata'], claims: SamlProviderProps['claims'] = {}): Arguments {
    const stack = testStack();
    const userPool = new UserPool(stack, 'users', minimal);
    new SamlProvider(stack, 'company', { name: 'Company', userPool, metadata, claims });
    return resourcesIn(stack)['aws_cognito_identity_provider']?.['company'] ?? {};
  }

  test.each([
    [{ url: 'https://idp.example.com/metadata' }, { MetadataURL: 'https://idp.example.com/metadata' }],
    [{ xml: '<md:EntityDescriptor/>' }, { MetadataFile: '<md:EntityDescriptor/>' }],
  ])('that speaks SAML (%j) gets signed requests, and begins no sign-in', (metadata, details) => {
    const args = saml(metadata);
    expect(args).toMatchObject({
      user_pool_id: '${aws_cognito_user_pool.users.id}',
      provider_name: 'Company',
      provider_type: 'SAML',
      provider_details: {
        ...details,
        EncryptedResponses: 'false',
        IDPInit: 'false',
        IDPSignout: 'false',
        RequestSigningAlgorithm: 'rsa-sha256',
      },
      attribute_mapping: { email: 'email', 'custom:idp_groups': 'groups' },
      lifecycle: {
        ignore_changes: [
          'provider_details["ActiveEncryptionCertificate"]',
          'provider_details["SLORedirectBindingURI"]',
          'provider_details["SSORedirectBindingURI"]',
        ],
      },
    });
  });

  test('says that an address is verified only where it is told so', () => {
    const mapping = (claims: SamlProviderProps['claims']): unknown =>
      saml({ url: 'https://idp.example.com/metadata' }, claims)['attribute_mapping'];
    expect(mapping({})).toEqual({ email: 'email', 'custom:idp_groups': 'groups' });
    expect(mapping({ email: 'mail', emailVerified: 'verified', groups: 'memberOf' })).toEqual({
      email: 'mail',
      email_verified: 'verified',
      'custom:idp_groups': 'memberOf',
    });
  });

  test('that speaks OpenID Connect has its secret in a sensitive variable, and nowhere else', () => {
    const stack = testStack();
    const userPool = new UserPool(stack, 'users', minimal);
    new OidcProvider(stack, 'company', {
      name: 'Company',
      userPool,
      issuer: 'https://id.example.com',
      clientId: 'teamfiles',
      clientSecretVariable: 'company_secret',
      claims: { groups: 'https://example.com/groups' },
    });
    const written = stack.toTerraform() as { variable: unknown };
    expect(written.variable).toEqual({
      company_secret: {
        type: 'string',
        sensitive: true,
        nullable: false,
        description: 'Secret of the client teamfiles at https://id.example.com',
      },
    });
    expect(resourcesIn(stack)['aws_cognito_identity_provider']?.['company']).toMatchObject({
      provider_type: 'OIDC',
      provider_details: {
        client_id: 'teamfiles',
        client_secret: '${var.company_secret}',
        authorize_scopes: 'openid email profile',
        oidc_issuer: 'https://id.example.com',
        attributes_request_method: 'GET',
      },
      attribute_mapping: {
        email: 'email',
        email_verified: 'email_verified',
        username: 'sub',
        'custom:idp_groups': 'https://example.com/groups',
      },
      lifecycle: {
        ignore_changes: [
          'attributes_url',
          'attributes_url_add_attributes',
          'authorize_url',
          'jwks_uri',
          'token_url',
        ].map((key) => `provider_details["${key}"]`),
      },
    });
  });
});
