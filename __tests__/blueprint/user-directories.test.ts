import type { UserPool } from '../../blueprint/model/user-pools';
import { type BlueprintOptions, readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { set } from './support/set-path';
import { type Json, stacksOnDisk, type StackJson } from './support/stacks-on-disk';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const pool = 'resource.aws_cognito_user_pool.users';
const client = 'resource.aws_cognito_user_pool_client.web';
const saml = 'resource.aws_cognito_identity_provider.saml';
const oidc = 'resource.aws_cognito_identity_provider.oidc';
const userPoolId = '${aws_cognito_user_pool.users.id}';
const functionArn = '${aws_lambda_function.trigger.arn}';

function directory(): StackJson {
  return {
    resource: {
      aws_iam_role: { trigger: { name: 'trigger', assume_role_policy: trust } },
      aws_lambda_function: {
        trigger: {
          function_name: 'trigger',
          filename: 'assets/function.zip',
          handler: 'index.handler',
          runtime: 'nodejs22.x',
          role: '${aws_iam_role.trigger.arn}',
        },
      },
      aws_cognito_user_pool: {
        users: {
          name: 'users',
          mfa_configuration: 'OPTIONAL',
          software_token_mfa_configuration: { enabled: true },
          account_recovery_setting: {
            recovery_mechanism: [
              { name: 'verified_phone_number', priority: 2 },
              { name: 'verified_email', priority: 1 },
            ],
          },
          user_attribute_update_settings: { attributes_require_verification_before_update: ['email'] },
          lambda_config: {
            pre_sign_up: functionArn,
            pre_token_generation_config: { lambda_arn: functionArn, lambda_version: 'V2_0' },
          },
        },
      },
      aws_cognito_identity_provider: {
        saml: {
          user_pool_id: userPoolId,
          provider_name: 'company',
          provider_type: 'SAML',
          provider_details: { MetadataFile: '<EntityDescriptor/>', RequestSigningAlgorithm: 'rsa-sha256' },
          attribute_mapping: { email: 'mail', 'custom:idp_groups': 'groups' },
          idp_identifiers: ['example.com'],
        },
        oidc: {
          user_pool_id: userPoolId,
          provider_name: 'partner',
          provider_type: 'OIDC',
          provider_details: {
            client_id: 'pool',
            client_secret: 'kept',
            authorize_scopes: 'openid email',
            oidc_issuer: 'https://id.partner.example',
            attributes_request_method: 'GET',
          },
        },
      },
      aws_cognito_user_pool_client: {
        web: {
          name: 'web',
          user_pool_id: userPoolId,
          supported_identity_providers: ['COGNITO', 'company', 'partner'],
          explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'],
          refresh_token_rotation: { feature: 'ENABLED', retry_grace_period_seconds: 10 },
        },
      },
    },
  };
}

type Change = readonly [path: string, value: Json | undefined];

function read(...changes: readonly Change[]): UserPool | undefined {
  return readWith({}, ...changes);
}

function readWith(options: Partial<BlueprintOptions>, ...changes: readonly Change[]): UserPool | undefined {
  const stack = directory();
  for (const [path, value] of changes) set(stack, path.split('.'), value);
  return readBlueprint({ outputFolder: stacksOnDisk({ identity: stack }), ...options }).userPools[0];
}

test('second factors, recovery and changes of attributes are read', () => {
  const users = read();
  expect(users?.mfa).toEqual({ mode: 'OPTIONAL', softwareToken: true });
  expect(users?.recovery).toEqual(['verified_email', 'verified_phone_number']);
  expect(users?.verifiedBeforeUpdate).toEqual(['email']);
});

test('a pool without any of it has none', () => {
  const users = read(
    [`${pool}`, { name: 'users' }],
    [`${client}.refresh_token_rotation`, undefined],
    [`${client}.supported_identity_providers`, undefined],
    ['resource.aws_cognito_identity_provider', undefined],
  );
  expect(users).toMatchObject({
    mfa: { mode: 'OFF', softwareToken: false },
    recovery: [],
    verifiedBeforeUpdate: [],
    triggers: [],
    identityProviders: [],
    clients: [{ identityProviders: [], refreshRotation: undefined }],
  });
});

test('triggers name their function and the shape of their event', () => {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:trigger';
  expect(read()?.triggers).toEqual([
    { kind: 'PreSignUp', functionArn: arn, version: 'V1_0' },
    { kind: 'PreTokenGeneration', functionArn: arn, version: 'V2_0' },
  ]);
  const older = { post_confirmation: functionArn, post_authentication: functionArn, pre_token_generation: functionArn };
  expect(read([`${pool}.lambda_config`, older])?.triggers).toEqual([
    { kind: 'PostConfirmation', functionArn: arn, version: 'V1_0' },
    { kind: 'PostAuthentication', functionArn: arn, version: 'V1_0' },
    { kind: 'PreTokenGeneration', functionArn: arn, version: 'V1_0' },
  ]);
});

test('identity providers are read, and clients name them', () => {
  const users = read();
  expect(users?.identityProviders).toEqual([
    {
      stack: 'identity',
      address: 'aws_cognito_identity_provider.saml',
      kind: 'SAML',
      name: 'company',
      attributeMapping: { email: 'mail', 'custom:idp_groups': 'groups' },
      identifiers: ['example.com'],
      metadata: { kind: 'file', xml: '<EntityDescriptor/>' },
      signsRequests: true,
      idpInitiated: false,
    },
    {
      stack: 'identity',
      address: 'aws_cognito_identity_provider.oidc',
      kind: 'OIDC',
      name: 'partner',
      attributeMapping: {},
      identifiers: [],
      issuer: 'https://id.partner.example',
      clientId: 'pool',
      clientSecret: 'kept',
      scopes: ['openid', 'email'],
      attributesRequestMethod: 'GET',
      endpoints: undefined,
    },
  ]);
  expect(users?.clients[0]).toMatchObject({
    identityProviders: ['COGNITO', 'company', 'partner'],
    refreshRotation: { graceSeconds: 10 },
  });
});

test('addresses of a provider are taken as they are given, all together', () => {
  const endpoints = {
    authorize_url: 'https://id.partner.example/authorize',
    token_url: 'https://id.partner.example/token',
    attributes_url: 'https://id.partner.example/userinfo',
    jwks_uri: 'https://id.partner.example/keys',
  };
  const changes = Object.entries(endpoints).map(([key, url]): Change => [`${oidc}.provider_details.${key}`, url]);
  expect(read(...changes)?.identityProviders[1]).toMatchObject({
    endpoints: {
      authorizeUrl: endpoints.authorize_url,
      tokenUrl: endpoints.token_url,
      attributesUrl: endpoints.attributes_url,
      jwksUri: endpoints.jwks_uri,
    },
  });
});

describe('a secret that is a variable', () => {
  const variable = (): readonly Change[] => [
    [`${oidc}.provider_details.client_secret`, '${var.secret}'],
    ['variable.secret', { type: 'string', sensitive: true }],
  ];
  const secretOf = (pool: UserPool | undefined): unknown => {
    const provider = pool?.identityProviders.find(({ kind }) => kind === 'OIDC');
    return provider?.kind === 'OIDC' ? provider.clientSecret : undefined;
  };

  test('is the value that is given', () => {
    expect(secretOf(readWith({ variables: { secret: 'told' } }, ...variable()))).toBe('told');
    const otherwise: Change = ['variable.secret.default', 'otherwise'];
    expect(secretOf(readWith({ variables: { secret: 'told' } }, ...variable(), otherwise))).toBe('told');
    expect(secretOf(readWith({}, ...variable(), otherwise))).toBe('otherwise');
  });

  test('stops who depends on it where nobody gives it, and not who does not', () => {
    expect(failureOf(() => read(...variable()))).toEqual([
      'unresolvable-reference',
      expect.stringContaining('the variable has neither a value nor a default; give it as TF_VAR_secret'),
    ]);
    expect(secretOf(readWith({ missingVariablesMadeUp: true }, ...variable()))).toBe('value-of-secret');
  });

  test('takes no text where the stack wants something else', () => {
    const list: Change = ['variable.secret.type', 'list(string)'];
    const told = { variables: { secret: 'told' }, missingVariablesMadeUp: true };
    expect(failureOf(() => readWith(told, ...variable(), list))[0]).toBe('unresolvable-reference');
  });
});

test.each<readonly [what: string, change: Change, failure: readonly [code: string, message: string]]>([
  [
    'a factor while second factors are off',
    [`${pool}.mfa_configuration`, 'OFF'],
    ['incoherent', 'a second factor is enabled while mfa_configuration is OFF'],
  ],
  [
    'second factors without one that is understood',
    [`${pool}.software_token_mfa_configuration`, undefined],
    ['unsupported-value', 'the sandbox does not model "OPTIONAL" here'],
  ],
  [
    'a word that is none',
    [`${pool}.mfa_configuration`, 'MAYBE'],
    ['invalid-argument', 'is "MAYBE". Allowed: OFF, OPTIONAL, ON.'],
  ],
  [
    'a trigger of no function',
    [`${pool}.lambda_config.pre_sign_up`, 'arn:aws:lambda:us-east-1:123456789012:function:other'],
    ['incoherent', 'is no function of these stacks'],
  ],
  [
    'a trigger that is not modelled',
    [`${pool}.lambda_config.user_migration`, functionArn],
    ['unsupported-value', 'argument "lambda_config.user_migration"'],
  ],
  [
    'two functions for one trigger',
    [`${pool}.lambda_config.pre_token_generation`, 'arn:aws:lambda:us-east-1:123456789012:function:other'],
    ['incoherent', 'is no function of these stacks'],
  ],
  [
    'an event shape that is not modelled',
    [`${pool}.lambda_config.pre_token_generation_config.lambda_version`, 'V3_0'],
    ['unsupported-value', 'the sandbox does not model "V3_0" here. Accepted: "V1_0", "V2_0".'],
  ],
  [
    'an identity provider of another kind',
    [`${saml}.provider_type`, 'Google'],
    ['unsupported-value', 'the sandbox does not model "Google" here. Accepted: "SAML", "OIDC".'],
  ],
  [
    'an identity provider named as the pool itself',
    [`${saml}.provider_name`, 'COGNITO'],
    ['invalid-argument', 'is "COGNITO". Allowed: 1 to 32 characters without an underscore, and not COGNITO.'],
  ],
  [
    'two identity providers of one name',
    [`${saml}.provider_name`, 'partner'],
    ['incoherent', '"partner" is already taken by aws_cognito_identity_provider.saml'],
  ],
  [
    'SAML metadata given twice',
    [`${saml}.provider_details.MetadataURL`, 'https://idp.example.com/metadata'],
    ['invalid-argument', 'Allowed: MetadataURL or MetadataFile, and not both.'],
  ],
  [
    'SAML metadata given nowhere',
    [`${saml}.provider_details.MetadataFile`, undefined],
    ['invalid-argument', 'Allowed: MetadataURL or MetadataFile, and not both.'],
  ],
  [
    'SAML metadata fetched in the clear',
    [`${saml}.provider_details`, { MetadataURL: 'http://idp.example.com/metadata' }],
    ['invalid-argument', 'is "http://idp.example.com/metadata". Allowed: an https URL.'],
  ],
  [
    'encrypted SAML responses',
    [`${saml}.provider_details.EncryptedResponses`, 'true'],
    ['unsupported-value', 'provider_details.EncryptedResponses'],
  ],
  [
    'a sign-out that is told to the provider',
    [`${saml}.provider_details.IDPSignout`, 'true'],
    ['unsupported-value', 'provider_details.IDPSignout'],
  ],
  [
    'requests signed with SHA-1',
    [`${saml}.provider_details.RequestSigningAlgorithm`, 'rsa-sha1'],
    ['invalid-argument', 'is "rsa-sha1". Allowed: rsa-sha256.'],
  ],
  [
    'a detail that nobody knows',
    [`${oidc}.provider_details.audience`, 'x'],
    ['unsupported-value', 'the sandbox does not model "audience" here'],
  ],
  [
    'an OIDC provider without openid',
    [`${oidc}.provider_details.authorize_scopes`, 'email'],
    ['invalid-argument', 'is ["email"]. Allowed: scopes with openid.'],
  ],
  [
    'an OIDC issuer in the clear',
    [`${oidc}.provider_details.oidc_issuer`, 'http://id.partner.example'],
    ['invalid-argument', 'Allowed: an https URL.'],
  ],
  [
    'some addresses of an OIDC provider, and not all',
    [`${oidc}.provider_details.token_url`, 'https://id.partner.example/token'],
    ['invalid-argument', 'argument "provider_details.authorize_url": is "". Allowed: a value.'],
  ],
  [
    'an unknown way to ask for attributes',
    [`${oidc}.provider_details.attributes_request_method`, 'PUT'],
    ['invalid-argument', 'is "PUT". Allowed: GET or POST.'],
  ],
  [
    'a client of a provider that its pool does not have',
    [`${client}.supported_identity_providers`, ['COGNITO', 'google']],
    ['invalid-argument', 'is "google". Allowed: COGNITO, company, partner.'],
  ],
  [
    'refreshing by the API beside rotation',
    [`${client}.explicit_auth_flows`, ['ALLOW_REFRESH_TOKEN_AUTH']],
    ['invalid-argument', 'is "ALLOW_REFRESH_TOKEN_AUTH". Allowed: the others where refresh tokens rotate.'],
  ],
  [
    'a grace of more than a minute',
    [`${client}.refresh_token_rotation.retry_grace_period_seconds`, 61],
    ['invalid-argument', 'is 61. Allowed: a whole number from 0 to 60.'],
  ],
])('%s is refused', (_, change, [code, message]) => {
  expect(failureOf(() => read(change))).toEqual([code, expect.stringContaining(message)]);
});
