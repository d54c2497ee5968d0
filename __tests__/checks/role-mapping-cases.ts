import type { RefusalCases } from './refusal-case';

const reference = '${var.unknown}';
const ofPool = { identity_pool_id: '${aws_cognito_identity_pool.it.id}' };
const ofUnknown = { identity_pool_id: '${aws_cognito_identity_pool.it2.id}' };
const maps = (...names: readonly string[]) => ({
  role_mapping: names.map((identity_provider) => ({ identity_provider })),
});
const people = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';
const company = 'arn:aws:iam::123456789012:saml-provider/Company';

export const roleMappingCases: RefusalCases = {
  'cognito-role-mapping-client': {
    refused: ['endpoint', 'id', 'arn'].map((name) => maps(`\${aws_cognito_user_pool.it.${name}}`)),
    accepted: [
      maps('${aws_cognito_user_pool.it.endpoint}:${aws_cognito_user_pool_client.it.id}'),
      maps('${var.provider}'),
      maps(`${people}:client`),
    ],
  },
  'cognito-role-mapping-configured': {
    around: [
      [
        'aws_cognito_identity_pool',
        {
          cognito_identity_providers: [{ provider_name: people, client_id: 'client' }],
          saml_provider_arns: [company],
          openid_connect_provider_arns: ['arn:aws:iam::123456789012:oidc-provider/id.example.com'],
          supported_login_providers: { 'accounts.google.com': 'id' },
        },
      ],
      ['aws_cognito_identity_pool', { cognito_identity_providers: reference }],
    ],
    refused: [
      { ...ofPool, ...maps('graph.facebook.com') },
      { ...ofPool, ...maps('accounts.google.com', `${people}:other`) },
    ],
    accepted: [
      { ...ofPool, ...maps(`${people}:client`, company, 'id.example.com', 'accounts.google.com', reference) },
      { ...ofUnknown, ...maps('graph.facebook.com') },
      { identity_pool_id: reference, ...maps('graph.facebook.com') },
    ],
  },
  'cognito-role-mapping-count': {
    refused: [maps(...Array.from({ length: 11 }, (_, at) => `p${at}`))],
    accepted: [maps(...Array.from({ length: 10 }, (_, at) => `p${at}`))],
  },
};
