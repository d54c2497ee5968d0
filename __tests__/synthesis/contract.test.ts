import { lockedAddresses } from './locked-addresses';
import { stackNamed, synthesizedStacks } from './synthesized-stacks';

/** What scripts and other stacks read. */
const outputs: Readonly<Record<string, readonly string[]>> = {
  notes: [
    'api_invoke_url',
    'create_note_url',
    'identity_pool_id',
    'notes_url',
    'region',
    'rest_api_id',
    'table_name',
    'user_pool_client_id',
    'user_pool_domain',
    'user_pool_id',
  ],
  'api-authentication': [
    'api_invoke_url',
    'files_url',
    'reader_client_id',
    'region',
    'rest_api_id',
    'token_endpoint',
    'user_pool_client_id',
    'user_pool_id',
    'writer_client_id',
  ],
  'api-authorization': [
    'api_invoke_url',
    'browser_client_id',
    'files_url',
    'login_url',
    'logout_url',
    'oidc_redirect_url',
    'policies_table',
    'region',
    'rest_api_id',
    'saml_acs_url',
    'saml_entity_id',
    'token_endpoint',
    'user_pool_client_id',
    'user_pool_id',
  ],
  'cognito-identity-provider': [
    'cross-stack-output-aws_cognito_resource_server_premium-api_identifier',
    'cross-stack-output-aws_cognito_user_pool_user-pool_arn',
    'cross-stack-output-aws_secretsmanager_secret_version_app-secrets_arn',
    'region',
    'secret_arn',
    'token_endpoint',
    'user_pool_client_id',
    'user_pool_domain',
    'user_pool_id',
  ],
  'content-consumers': ['AuthorizedReadUrl', 'AuthorizedWriteUrl', 'UnauthorizedUrl', 'region', 'rest_api_id'],
  'pet-store': [
    'accounts_table_name',
    'administrators_role_arn',
    'api_invoke_url',
    'create_store_user_function_name',
    'customers_role_arn',
    'developer_provider_name',
    'identity_pool_id',
    'login_url',
    'pets_table_name',
    'pets_url',
    'region',
    'rest_api_id',
    'user_pool_client_id',
    'user_pool_id',
    'users_table_name',
  ],
  'premium-content-provider': [
    'PremiumApiUrl',
    'cross-stack-output-aws_api_gateway_stage_api-stage_invoke_url',
    'region',
    'rest_api_id',
  ],
};

const stacks = synthesizedStacks();

test('every stack has its addresses, and no other', () => {
  const found = stacks.map(({ name, resources }) => [name, resources.map(({ address }) => address).sort()]);
  expect(Object.fromEntries(found)).toEqual(lockedAddresses);
});

test('every stack has its outputs, and no other', () => {
  expect(Object.fromEntries(stacks.map((stack) => [stack.name, stack.outputs]))).toEqual(outputs);
});

test('neither stage nor prefix nor production changes an address or an output', () => {
  const others = synthesizedStacks({
    STAGE: 'prod',
    NAME_PREFIX: 'acme',
    AWS_REGION: 'eu-west-1',
    STATE_BUCKET: 'state',
    CALLBACK_URLS: 'https://app.example.com/callback',
  });
  const found = others.map(({ name, resources }) => [name, resources.map(({ address }) => address).sort()]);
  expect(Object.fromEntries(found)).toEqual(lockedAddresses);
  expect(Object.fromEntries(others.map((stack) => [stack.name, stack.outputs]))).toEqual(outputs);
});

test.each(stacks)(
  '$name works with AWS provider 5.100 and 6, and with a Terraform that locks states in S3',
  ({ json }) => {
    expect(json['terraform']).toMatchObject({
      required_providers: { aws: { source: 'aws', version: '>= 5.100.0, < 7.0.0' } },
      required_version: '>= 1.10.0',
    });
  },
);

test.each(stacks)('$name sets no argument that one provider version alone knows', ({ resources }) => {
  expect(resources.filter(({ args }) => 'region' in args)).toEqual([]);
});

test.each(stacks)('$name tags all that it makes', ({ name, json }) => {
  expect(json['provider']).toEqual({
    aws: [
      {
        region: 'us-east-1',
        default_tags: [{ tags: { project: 'api-auth-aws-cdktf', stack: name, stage: 'dev' } }],
      },
    ],
  });
});

describe('the state', () => {
  const backendOf = (environment: Record<string, string>): unknown =>
    (stackNamed('notes', environment).json['terraform'] as { backend: unknown }).backend;

  test('is a local file beside the output folder by default', () => {
    expect(backendOf({})).toEqual({ local: { path: '../../../terraform.dev.us-east-1.notes.tfstate' } });
  });

  test('is in the bucket, encrypted and locked, when one is set', () => {
    expect(backendOf({ STATE_BUCKET: 'acme-state', AWS_REGION: 'eu-west-1' })).toEqual({
      s3: {
        bucket: 'acme-state',
        key: 'dev/eu-west-1/notes.tfstate',
        region: 'eu-west-1',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test.each<Record<string, string>>([{}, { STATE_BUCKET: 'acme-state' }])(
    'is another one for each stage, prefix and region (%j)',
    (common) => {
      const variants: readonly Record<string, string>[] = [
        {},
        { STAGE: 'test' },
        { NAME_PREFIX: 'acme' },
        { AWS_REGION: 'eu-west-1' },
      ];
      const backends = variants.map((variant) => JSON.stringify(backendOf({ ...common, ...variant })));
      expect(new Set(backends).size).toBe(variants.length);
    },
  );
});
