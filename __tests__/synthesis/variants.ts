/** Each property holds for every resource of its type, in every stack and setting: one good example proves nothing. */
export const variants: readonly { readonly name: string; readonly environment: Readonly<Record<string, string>> }[] = [
  { name: 'defaults', environment: {} },
  { name: 'production', environment: { STAGE: 'prod', ACCESS_LOGS: 'on', STATE_BUCKET: 'acme-state' } },
  {
    name: 'several origins',
    environment: { CORS_ORIGINS: 'https://a.example,https://b.example', NAME_PREFIX: 'acme' },
  },
  {
    name: 'federation',
    environment: {
      MFA: 'required',
      SELF_SIGN_UP: 'on',
      CALLBACK_URLS: 'https://app.example.com/callback',
      COMPANY_SAML_METADATA_URL: 'https://idp.example.com/metadata',
      COMPANY_OIDC_ISSUER: 'https://id.example.com',
      COMPANY_OIDC_CLIENT_ID: 'teamfiles',
      COMPANY_GROUPS: 'engineering=writers,everybody=readers',
      LINK_FEDERATED_USERS: 'on',
    },
  },
];
