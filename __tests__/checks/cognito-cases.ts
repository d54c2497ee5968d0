import type { RefusalCases } from './refusal-case';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const reference = '${var.unknown}';
const poolReference = { user_pool_id: '${aws_cognito_user_pool.it.id}' };

export const userPoolClientCases: RefusalCases = {
  'cognito-client-name': { refused: [{ name: 'a:b' }], accepted: [{ name: 'notes-app' }] },
  'cognito-oauth-needs-flows-and-scopes': {
    refused: [{ allowed_oauth_flows_user_pool_client: true, allowed_oauth_flows: ['code'] }],
    accepted: [
      { allowed_oauth_flows_user_pool_client: true, allowed_oauth_flows: ['code'], allowed_oauth_scopes: ['openid'] },
      { allowed_oauth_flows_user_pool_client: false },
    ],
  },
  'cognito-oauth-needs-callback': {
    refused: [{ allowed_oauth_flows: ['code'] }, { allowed_oauth_flows: ['implicit'], callback_urls: [] }],
    accepted: [
      { allowed_oauth_flows: ['code'], callback_urls: [reference] },
      { allowed_oauth_flows: ['client_credentials'] },
    ],
  },
  'cognito-client-credentials-alone': {
    refused: [{ allowed_oauth_flows: ['client_credentials', 'code'] }],
    accepted: [{ allowed_oauth_flows: ['client_credentials'] }],
  },
  'cognito-client-credentials-secret': {
    refused: [
      { allowed_oauth_flows: ['client_credentials'] },
      { allowed_oauth_flows: ['client_credentials'], generate_secret: false },
    ],
    accepted: [{ allowed_oauth_flows: ['client_credentials'], generate_secret: true }],
  },
  'cognito-callback-urls-https': {
    refused: [{ callback_urls: ['http://a.example'] }, { callback_urls: ['http://localhost.example/'] }],
    accepted: [
      {
        callback_urls: [
          'https://a.example',
          'http://localhost:3000/x',
          'http://127.0.0.1',
          'http://[::1]:1',
          'app://x',
        ],
      },
    ],
  },
  'cognito-logout-urls-https': {
    refused: [{ logout_urls: ['http://a.example'] }],
    accepted: [{ logout_urls: ['http://localhost'] }],
  },
  'cognito-callback-urls-fragment': {
    refused: [{ callback_urls: ['https://a.example/#x'] }],
    accepted: [{ callback_urls: ['https://a.example/'] }],
  },
  'cognito-logout-urls-count': {
    refused: [{ logout_urls: many(101, (at) => `https://a.example/${at}`) }],
    accepted: [{ logout_urls: many(100, (at) => `https://a.example/${at}`) }],
  },
  'cognito-callback-urls-count': {
    refused: [{ callback_urls: many(101, (at) => `https://a.example/${at}`) }],
    accepted: [{ callback_urls: many(100, (at) => `https://a.example/${at}`) }],
  },
  'cognito-default-redirect': {
    refused: [{ default_redirect_uri: 'https://a.example/', callback_urls: ['https://a.example'] }],
    accepted: [
      { default_redirect_uri: 'https://a.example', callback_urls: ['https://a.example'] },
      { default_redirect_uri: 'https://a.example', callback_urls: [reference] },
    ],
  },
  'cognito-auth-flows-mixed': {
    refused: [{ explicit_auth_flows: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH'] }],
    accepted: [
      { explicit_auth_flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      { explicit_auth_flows: ['ADMIN_NO_SRP_AUTH'] },
    ],
  },
  'cognito-auth-flow-unknown': {
    refused: [{ explicit_auth_flows: ['ALLOW_SRP'] }],
    accepted: [{ explicit_auth_flows: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH', 'ALLOW_CLIENT_TOKEN_AUTH'] }],
  },
  'cognito-oauth-scopes-count': {
    refused: [
      { allowed_oauth_scopes: many(51, (at) => `\${aws_cognito_resource_server.it.scope_identifiers[${at}]}`) },
    ],
    accepted: [
      { allowed_oauth_scopes: many(50, (at) => `\${aws_cognito_resource_server.it.scope_identifiers[${at}]}`) },
    ],
  },
  'cognito-session-validity': {
    refused: [{ auth_session_validity: 2 }, { auth_session_validity: 16 }],
    accepted: [{ auth_session_validity: 3 }, { auth_session_validity: 15 }, {}],
  },
  'cognito-access-token-validity': {
    refused: [
      { access_token_validity: 25 },
      { access_token_validity: 4, token_validity_units: { access_token: 'minutes' } },
    ],
    accepted: [
      { access_token_validity: 24 },
      { access_token_validity: 5, token_validity_units: { access_token: 'minutes' } },
      { access_token_validity: 99, token_validity_units: { access_token: reference } },
    ],
  },
  'cognito-id-token-validity': {
    refused: [{ id_token_validity: 2, token_validity_units: { id_token: 'days' } }],
    accepted: [{ id_token_validity: 1, token_validity_units: { id_token: 'days' } }],
  },
  'cognito-refresh-token-validity': {
    refused: [
      { refresh_token_validity: 3651 },
      { refresh_token_validity: 59, token_validity_units: { refresh_token: 'minutes' } },
    ],
    accepted: [
      { refresh_token_validity: 30 },
      { refresh_token_validity: 60, token_validity_units: { refresh_token: 'minutes' } },
    ],
  },
  'cognito-token-order': {
    refused: [
      { refresh_token_validity: 60, access_token_validity: 2, token_validity_units: { refresh_token: 'minutes' } },
    ],
    accepted: [
      { refresh_token_validity: 60, access_token_validity: 1, token_validity_units: { refresh_token: 'minutes' } },
      {},
    ],
  },
  'cognito-write-attributes': {
    refused: [{ write_attributes: ['email_verified'] }, { write_attributes: ['sub'] }],
    accepted: [{ write_attributes: ['email'] }],
  },
  'cognito-propagate-needs-secret': {
    refused: [{ enable_propagate_additional_user_context_data: true }],
    accepted: [{ enable_propagate_additional_user_context_data: true, generate_secret: true }],
  },
};

export const userPoolDomainCases: RefusalCases = {
  'cognito-domain-prefix': {
    refused: [
      { domain: 'Notes' },
      { domain: '-notes' },
      { domain: 'notes.example' },
      { domain: `Notes-${reference}` },
      { domain: `${reference}-` },
    ],
    accepted: [{ domain: 'notes-app-dev' }, { domain: `notes-${reference}` }, { domain: reference }],
  },
  'cognito-domain-length': {
    refused: [{ domain: 'a'.repeat(64) }, { domain: `${'a'.repeat(64)}${reference}` }],
    accepted: [{ domain: 'a'.repeat(63) }, { domain: `a-${reference}` }],
  },
  'cognito-domain-reserved-word': {
    refused: [{ domain: 'my-aws-notes' }, { domain: 'cognito' }, { domain: `aws-${reference}` }],
    accepted: [{ domain: 'awsome-notes' }, { domain: `aws${reference}` }],
  },
  'cognito-domain-twice': {
    around: [
      ['aws_cognito_user_pool_domain', { ...poolReference, domain: 'notes' }],
      ['aws_cognito_user_pool_domain', { domain: 'notes' }],
    ],
    refused: [{ ...poolReference, domain: 'other' }],
    accepted: [
      { ...poolReference, domain: 'auth.notes.example', certificate_arn: reference },
      { user_pool_id: '${aws_cognito_user_pool.it2.id}', domain: 'other' },
      { domain: 'other' },
    ],
  },
  'cognito-domain-custom-name': {
    refused: [{ domain: 'notes', certificate_arn: reference }],
    accepted: [{ domain: 'auth.notes.example', certificate_arn: reference }],
  },
  'cognito-domain-certificate-region': {
    refused: [{ domain: 'a.b', certificate_arn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x' }],
    accepted: [{ domain: 'a.b', certificate_arn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' }],
  },
  'cognito-domain-managed-login-tier': {
    around: [['aws_cognito_user_pool', { user_pool_tier: 'LITE' }]],
    refused: [{ ...poolReference, managed_login_version: 2 }],
    accepted: [
      { ...poolReference, managed_login_version: 1 },
      { user_pool_id: reference, managed_login_version: 2 },
    ],
  },
};

const mapping = (more: object) => ({
  role_mapping: [
    { identity_provider: 'graph.facebook.com', type: 'Token', ambiguous_role_resolution: 'Deny', ...more },
  ],
});

export const identityPoolCases: RefusalCases = {
  'cognito-identity-pool-name': {
    refused: [{ identity_pool_name: 'a/b' }],
    accepted: [{ identity_pool_name: 'notes identity pool' }],
  },
  'cognito-identity-pool-provider-name': {
    refused: [
      { cognito_identity_providers: [{ client_id: 'x', provider_name: 'eu-west-1_abc' }] },
      {
        cognito_identity_providers: [
          { client_id: 'x', provider_name: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' },
        ],
      },
    ],
    accepted: [
      {
        cognito_identity_providers: [
          { client_id: 'x', provider_name: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' },
        ],
      },
    ],
  },
  'cognito-identity-pool-provider-pair': {
    refused: [{ cognito_identity_providers: [{ provider_name: reference }] }],
    accepted: [{ cognito_identity_providers: [{ provider_name: reference, client_id: reference }] }],
  },
  'cognito-identity-pool-provider-attribute': {
    refused: [{ cognito_identity_providers: [{ client_id: 'x', provider_name: '${aws_cognito_user_pool.it.id}' }] }],
    accepted: [
      { cognito_identity_providers: [{ client_id: 'x', provider_name: '${aws_cognito_user_pool.it.endpoint}' }] },
    ],
  },
  'cognito-identity-pool-developer-name': {
    refused: ['login/petstore', '', 'a b'].map((developer_provider_name) => ({ developer_provider_name })),
    accepted: ['login.petstore', 'a_b-c', '${var.name}'].map((developer_provider_name) => ({
      developer_provider_name,
    })),
  },
  'cognito-identity-pool-login-providers': {
    refused: [{ supported_login_providers: { 'google.com': 'x' } }],
    accepted: [
      { supported_login_providers: { 'accounts.google.com': 'x', 'www.amazon.com': 'y' } },
      { supported_login_providers: { 'graph.facebook.com': 'x', 'appleid.apple.com': 'y', 'api.twitter.com': 'a;b' } },
    ],
  },
  'cognito-identity-pool-saml-arn': {
    refused: [{ saml_provider_arns: ['idp'] }, { saml_provider_arns: ['arn:aws:iam::123456789012:role/idp'] }],
    accepted: [
      { saml_provider_arns: ['arn:aws:iam::123456789012:saml-provider/idp'] },
      { saml_provider_arns: ['${aws_iam_saml_provider.x.arn}'] },
    ],
  },
  'cognito-identity-pool-oidc-arn': {
    refused: [{ openid_connect_provider_arns: ['https://tenant.auth0.com/'] }],
    accepted: [
      { openid_connect_provider_arns: ['arn:aws:iam::123456789012:oidc-provider/tenant.auth0.com/'] },
      { openid_connect_provider_arns: ['${aws_iam_openid_connect_provider.x.arn}'] },
    ],
  },
};

export const rolesAttachmentCases: RefusalCases = {
  'cognito-roles-keys': {
    refused: [{ roles: { admin: reference } }],
    accepted: [{ roles: { authenticated: reference, unauthenticated: reference } }],
  },
  'cognito-roles-arn': {
    refused: [{ roles: { authenticated: 'my-role' } }],
    accepted: [{ roles: { authenticated: 'arn:aws:iam::123456789012:role/x', unauthenticated: reference } }],
  },
  'cognito-role-mapping-provider': {
    refused: [mapping({ identity_provider: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc' })],
    accepted: [mapping({ identity_provider: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc:client' }), mapping({})],
  },
  'cognito-role-mapping-ambiguous': {
    refused: [mapping({ ambiguous_role_resolution: undefined })],
    accepted: [mapping({})],
  },
  'cognito-role-mapping-rules-missing': {
    refused: [mapping({ type: 'Rules' })],
    accepted: [mapping({ type: 'Rules', mapping_rule: [{ match_type: 'Equals' }] })],
  },
  'cognito-role-mapping-rules-with-token': {
    refused: [mapping({ mapping_rule: [{ match_type: 'Equals' }] })],
    accepted: [mapping({})],
  },
  'cognito-role-mapping-rules-count': {
    refused: [mapping({ type: 'Rules', mapping_rule: many(26, () => ({ match_type: 'Equals' })) })],
    accepted: [mapping({ type: 'Rules', mapping_rule: many(25, () => ({ match_type: 'Equals' })) })],
  },
  'cognito-role-mapping-match-type': {
    refused: [mapping({ mapping_rule: [{ match_type: 'EndsWith' }] })],
    accepted: [mapping({ mapping_rule: [{ match_type: 'NotEqual' }] })],
  },
};

export const userGroupCases: RefusalCases = {
  'cognito-group-name': { refused: [{ name: 'the admins' }], accepted: [{ name: 'admins' }] },
  'cognito-group-role': {
    refused: [{ role_arn: 'admins' }],
    accepted: [{ role_arn: 'arn:aws:iam::123456789012:role/a' }, { role_arn: reference }],
  },
  'cognito-group-name-twice': {
    around: [['aws_cognito_user_group', { ...poolReference, name: 'admins' }]],
    refused: [{ ...poolReference, name: 'admins' }],
    accepted: [
      { ...poolReference, name: 'users' },
      { user_pool_id: 'other', name: 'admins' },
    ],
  },
};
