import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { companyClient, startOidcProvider } from '../../sandbox/federation/support/start-oidc-provider';
import { serveSamlPages, type SamlPages } from './saml-page';
import { startSignInWorld, type SignInWorld, type WorldOptions } from './world';

const issuer = 'https://id.example.com';

/** People of the company, and the groups that it calls theirs. Both of its providers know all of them. */
const people: Readonly<Record<string, readonly string[]>> = {
  rita: ['everybody'],
  walt: ['everybody', 'engineering'],
  gast: ['visitors'],
};

/** The sign-in's world, with both providers of a company. */
export interface CompanyWorld extends SignInWorld {
  readonly saml: SamlPages;
  /** Where the OpenID provider listens. */
  readonly oidcOrigin: string;
}

/**
 * Starts the application, the stack that trusts both providers, and the providers, each at an origin of its own.
 *
 * @param change Changes the stack before.
 */
export async function startCompanyWorld(change?: WorldOptions['change']): Promise<CompanyWorld> {
  const saml = await serveSamlPages(byLogin((email, groups) => ({ email: [email], groups })));
  const folder = mkdtempSync(join(tmpdir(), 'company-'));
  writeFileSync(join(folder, 'metadata.xml'), saml.idp.metadata);
  const stands = new Map([[saml.idp.entityId, saml.origin]]);
  const world = await startSignInWorld(
    {
      COMPANY_SAML_METADATA_FILE: join(folder, 'metadata.xml'),
      COMPANY_OIDC_ISSUER: issuer,
      COMPANY_OIDC_CLIENT_ID: companyClient.id,
      COMPANY_GROUPS: 'engineering=writers,everybody=readers',
    },
    { issuers: stands, variables: { company_oidc_client_secret: companyClient.secret }, ...(change && { change }) },
  );
  rmSync(folder, { recursive: true });
  const oidc = await startOidcProvider({
    issuer,
    redirectUri: `${world.domainUrl}/oauth2/idpresponse`,
    accounts: byLogin((email, groups) => ({ email, email_verified: true, groups })),
  });
  const oidcOrigin = `http://127.0.0.1:${oidc.port}`;
  // The provider must know the address of the domain first, whose port the sandbox chooses.
  stands.set(issuer, oidcOrigin);
  return {
    ...world,
    saml,
    oidcOrigin,
    stop: async () => {
      oidc.stop();
      await saml.stop();
      await world.stop();
    },
  };
}

function byLogin<T>(claims: (email: string, groups: readonly string[]) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(people).map(([login, groups]) => [login, claims(`${login}@example.com`, groups)]),
  );
}
