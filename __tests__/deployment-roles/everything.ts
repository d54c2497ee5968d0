import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything on: each provider that a stack knows, and all stacks of the account. */
export function withAccount(): Readonly<Record<string, string>> {
  const metadata = join(mkdtempSync(join(tmpdir(), 'metadata-')), 'metadata.xml');
  writeFileSync(metadata, `<EntityDescriptor entityID="x"><IDPSSODescriptor />${' '.repeat(1000)}</EntityDescriptor>`);
  return {
    ACCOUNT_STACKS: 'on',
    STATE_BUCKET: 'acme-state',
    DEPLOY_REPOSITORY: 'acme/api',
    ACCESS_LOGS: 'on',
    SAML_METADATA_FILE: metadata,
    OIDC_ISSUER: 'https://acme.eu.auth0.com/',
    OIDC_CLIENT_ID: 'store',
    OIDC_ADMIN_CLIENT_ID: 'store-admin',
    GOOGLE_CLIENT_ID: 'store.apps.googleusercontent.com',
    COMPANY_OIDC_ISSUER: 'https://login.acme.example',
    COMPANY_OIDC_CLIENT_ID: 'acme',
    COMPANY_GROUPS: 'Staff=readers',
    LINK_FEDERATED_USERS: 'on',
  };
}
