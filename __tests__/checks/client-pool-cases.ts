import type { RefusalCases } from './refusal-case';

const reference = '${var.unknown}';
const ofPool = { user_pool_id: '${aws_cognito_user_pool.it.id}' };
const ofOther = { user_pool_id: '${aws_cognito_user_pool.it2.id}' };
const pools = [
  ['aws_cognito_user_pool', {}],
  ['aws_cognito_user_pool', {}],
] as const;
const server = (more: object = {}) =>
  [
    'aws_cognito_resource_server',
    { ...ofPool, identifier: 'https://api.example', scope: [{ scope_name: 'read' }], ...more },
  ] as const;
const provider = (more: object = {}) =>
  ['aws_cognito_identity_provider', { ...ofPool, provider_name: 'Google', ...more }] as const;

const scopes = (...allowed_oauth_scopes: readonly string[]) => ({ ...ofPool, allowed_oauth_scopes });
const providers = (...supported_identity_providers: readonly string[]) => ({ ...ofPool, supported_identity_providers });

/** What a client names of its pool, where all of it is known. */
export const clientOfPoolCases: RefusalCases = {
  'cognito-oauth-scope-unknown': {
    around: [...pools, server(), server({ ...ofOther, identifier: 'other' })],
    refused: [
      scopes('opened'),
      scopes('https://api.example/write'),
      scopes('other/read'),
      scopes('nobody/read'),
      { user_pool_id: reference, allowed_oauth_scopes: ['opened'] },
    ],
    accepted: [
      scopes('openid', 'https://api.example/read', reference),
      { ...ofOther, allowed_oauth_scopes: ['other/read'] },
      { user_pool_id: 'eu-west-1_elsewhere', allowed_oauth_scopes: ['nobody/read'] },
    ],
  },
  'cognito-oauth-scope-order': {
    around: [...pools, server()],
    refused: [scopes('https://api.example/read')],
    accepted: [
      scopes('${aws_cognito_resource_server.it.identifier}/read'),
      { ...scopes('https://api.example/read'), depends_on: ['aws_cognito_resource_server.it'] },
      scopes('openid'),
    ],
  },
  'cognito-supported-provider-unknown': {
    around: [...pools, provider(), provider({ ...ofOther, provider_name: 'Company' })],
    refused: [providers('COGNITO', 'Facebook'), providers('Company')],
    accepted: [
      providers('COGNITO', 'Google'),
      { ...ofOther, supported_identity_providers: ['Company'] },
      { user_pool_id: reference, supported_identity_providers: ['Facebook'] },
    ],
  },
  'cognito-supported-provider-order': {
    around: [...pools, provider()],
    refused: [providers('COGNITO', 'Google')],
    accepted: [
      providers('COGNITO', '${aws_cognito_identity_provider.it.provider_name}'),
      { ...providers('Google'), depends_on: ['aws_cognito_identity_provider.it'] },
      { ...providers('Google'), logout_urls: ['https://a.example/${aws_cognito_identity_provider.it.id}'] },
      providers('COGNITO'),
    ],
  },
  'cognito-read-attributes-unknown': {
    around: [['aws_cognito_user_pool', { schema: [{ name: 'team', attribute_data_type: 'String' }] }]],
    refused: [
      { ...ofPool, read_attributes: ['nick'] },
      { ...ofPool, read_attributes: ['custom:tenant'] },
    ],
    accepted: [
      { ...ofPool, read_attributes: ['email', 'custom:team', 'dev:custom:team', reference] },
      { user_pool_id: reference, read_attributes: ['custom:other'] },
    ],
  },
  'cognito-write-attributes-unknown': {
    around: [['aws_cognito_user_pool', {}]],
    refused: [{ ...ofPool, write_attributes: ['custom:tenant'] }],
    accepted: [{ ...ofPool, write_attributes: ['name'] }],
  },
};

/** Where a part of what they name is for Terraform alone to know. */
export const clientOfUnknownPoolCases: RefusalCases = {
  'cognito-oauth-scope-unknown': {
    around: [
      ...pools,
      server({ identifier: 'api', scope: [{ scope_name: reference }] }),
      server({ ...ofOther, identifier: reference }),
    ],
    refused: [scopes('nobody/read')],
    accepted: [scopes('api/read'), { ...ofOther, allowed_oauth_scopes: ['any/read'] }],
  },
  'cognito-supported-provider-unknown': {
    around: [...pools, provider({ provider_name: reference })],
    refused: [{ ...ofOther, supported_identity_providers: ['Facebook'] }],
    accepted: [providers('Facebook')],
  },
  'cognito-read-attributes-unknown': {
    around: [['aws_cognito_user_pool', { schema: [{ name: reference, attribute_data_type: 'String' }] }]],
    refused: [{ ...ofPool, read_attributes: ['nick'] }],
    accepted: [{ ...ofPool, read_attributes: ['custom:tenant'] }],
  },
  'cognito-write-attributes-unknown': {
    around: [['aws_cognito_user_pool', { lifecycle: { ignore_changes: ['schema'] } }]],
    refused: [{ ...ofPool, write_attributes: ['nick'] }],
    accepted: [{ ...ofPool, write_attributes: ['custom:tenant'] }],
  },
};
