import type { RefusalCases } from './refusal-case';

const saml = (details: object) => ({ provider_type: 'SAML', provider_details: details });
const oidc = (details: object) => ({ provider_type: 'OIDC', provider_details: details });
const reference = '${var.unknown}';
const metadata = { MetadataURL: 'https://idp.example.com/metadata' };
const client = { client_id: 'c', client_secret: reference, authorize_scopes: 'openid email' };
const company = { ...client, oidc_issuer: 'https://id.example.com', attributes_request_method: 'GET' };
const apple = { client_id: 'c', team_id: 't', key_id: 'k', private_key: reference, authorize_scopes: 'email' };
const rotation = (more: object = {}) => ({ refresh_token_rotation: [{ feature: 'ENABLED', ...more }] });

const without = (details: Readonly<Record<string, string>>, key: string) =>
  Object.fromEntries(Object.entries(details).filter(([name]) => name !== key));

export const identityProviderCases: RefusalCases = {
  'cognito-idp-name': {
    refused: ['Company_SAML', '_Company', 'Company SAML', 'ab', 'x'.repeat(33)].map((provider_name) => ({
      provider_name,
    })),
    accepted: ['CompanySAML', 'a-b', 'a_b', 'x'.repeat(32), reference].map((provider_name) => ({ provider_name })),
  },
  'cognito-idp-type': {
    refused: ['saml', 'GitHub'].map((provider_type) => ({ provider_type })),
    accepted: ['SAML', 'OIDC', 'Google', 'SignInWithApple', reference].map((provider_type) => ({ provider_type })),
  },
  'cognito-idp-social-name': {
    refused: [
      { provider_name: 'MyGoogle', provider_type: 'Google' },
      { provider_name: 'Facebook', provider_type: 'OIDC' },
    ],
    accepted: [
      { provider_name: 'Google', provider_type: 'Google' },
      { provider_name: 'Company', provider_type: 'OIDC' },
      { provider_name: 'Google' },
    ],
  },
  'cognito-idp-social-keys': {
    refused: Object.keys(client).map((key) => ({ provider_type: 'Google', provider_details: without(client, key) })),
    accepted: [
      { provider_type: 'LoginWithAmazon', provider_details: client },
      { provider_type: 'Google', provider_details: reference },
      saml({}),
    ],
  },
  'cognito-idp-apple-keys': {
    refused: Object.keys(apple).map((key) => ({
      provider_type: 'SignInWithApple',
      provider_details: without(apple, key),
    })),
    accepted: [{ provider_type: 'SignInWithApple', provider_details: apple }],
  },
  'cognito-idp-oidc-keys': {
    refused: ['client_id', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method'].map((key) =>
      oidc(without(company, key)),
    ),
    accepted: [oidc(company), oidc(without(company, 'client_secret'))],
  },
  'cognito-idp-oidc-issuer': {
    refused: ['http://id.example.com', 'id.example.com'].map((oidc_issuer) => oidc({ ...company, oidc_issuer })),
    accepted: [oidc(company), oidc({ ...company, oidc_issuer: reference })],
  },
  'cognito-idp-oidc-method': {
    refused: ['PUT', 'get'].map((method) => oidc({ ...company, attributes_request_method: method })),
    accepted: ['GET', 'POST'].map((method) => oidc({ ...company, attributes_request_method: method })),
  },
  'cognito-idp-saml-metadata': {
    refused: [saml({}), saml({ ...metadata, MetadataFile: '<x/>' }), saml({ MetadataFile: '' })],
    accepted: [saml(metadata), saml({ MetadataFile: reference }), oidc(company)],
  },
  'cognito-idp-saml-key': {
    refused: [saml({ ...metadata, metadataurl: 'x' })],
    accepted: [
      saml({ ...metadata, ActiveEncryptionCertificate: 'x' }),
      saml({ ...metadata, IDPSignout: 'false', IDPInit: 'false', RequestSigningAlgorithm: 'rsa-sha256' }),
      oidc(company),
    ],
  },
  'cognito-idp-identifiers': {
    refused: [{ idp_identifiers: Array.from({ length: 51 }, (_, at) => `i${at}`) }],
    accepted: [{ idp_identifiers: ['example.com'] }, {}],
  },
};

export const refreshRotationCases: RefusalCases = {
  'cognito-rotation-feature': {
    refused: [{ refresh_token_rotation: { feature: 'ON' } }],
    accepted: [rotation(), { refresh_token_rotation: { feature: 'DISABLED' } }],
  },
  'cognito-rotation-flow': {
    refused: [{ ...rotation(), explicit_auth_flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
    accepted: [
      { ...rotation(), explicit_auth_flows: ['ALLOW_CUSTOM_AUTH'] },
      { explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
    ],
  },
  'cognito-rotation-grace': {
    refused: [-1, 61].map((seconds) => rotation({ retry_grace_period_seconds: seconds })),
    accepted: [0, 10, 60].map((seconds) => rotation({ retry_grace_period_seconds: seconds })),
  },
};

export const refreshRotationTierCases: RefusalCases = {
  'cognito-rotation-tier': {
    around: [['aws_cognito_user_pool', { user_pool_tier: 'LITE' }]],
    refused: [{ ...rotation(), user_pool_id: '${aws_cognito_user_pool.it.id}' }],
    accepted: [rotation(), { user_pool_id: '${aws_cognito_user_pool.it.id}' }],
  },
};
