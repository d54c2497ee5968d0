import type { IdentityPool } from '../../blueprint/model';
import { ambiguousReference, shown, unsupportedProvider } from './errors';
import type { IdentityPoolServices } from './identity-pool-services';
import { openIdIssuer } from './open-id-tokens';
import type { GivenLogin, PoolLogin } from './pool-login';
import { verifyDeveloperToken } from './verify-developer-token';
import { openIdProvider, verifyOpenIdLogin } from './verify-open-id-login';
import { isSamlProvider, verifySamlLogin } from './verify-saml-login';
import { verifyUserPoolLogin } from './verify-user-pool-login';

/** What logins are verified with. */
export type LoginServices = Pick<
  IdentityPoolServices,
  'logins' | 'clock' | 'openId' | 'samlProviders' | 'tokens' | 'blueprint'
>;

/** The key of a login with a token of the identity pools' own. */
export const developerTokenKey = openIdIssuer.replace(/^https:\/\//, '');

/**
 * Checks each login of a request: a provider that the pool names, and a token of it for one of the pool's applications.
 * Raises AWS's `NotAuthorizedException`; the reason never holds the token.
 */
export async function verifyLogins(
  services: LoginServices,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>>,
): Promise<readonly PoolLogin[]> {
  const verified: PoolLogin[] = [];
  for (const [providerName, token] of Object.entries(logins)) {
    verified.push(await verifyLogin(services, pool, { providerName, token }));
  }
  for (const login of verified) checkReferences(login);
  return verified;
}

/** Refuses a name that would stand for several logins where they are told as a list. */
export function checkReferences({ providerName, references }: Pick<PoolLogin, 'providerName' | 'references'>): void {
  if (references.some((reference) => reference.includes(','))) throw ambiguousReference(providerName);
}

async function verifyLogin(services: LoginServices, pool: IdentityPool, given: GivenLogin): Promise<PoolLogin> {
  const { providerName } = given;
  if (pool.cognitoProviders.some((provider) => provider.providerName === providerName)) {
    return verifyUserPoolLogin(services, pool, given);
  }
  if (providerName === developerTokenKey) return verifyDeveloperToken(services, pool, given);
  if (isSamlProvider(pool, providerName)) return verifySamlLogin(services, given);
  const provider = openIdProvider(services.blueprint, pool, providerName);
  if (provider !== undefined) return verifyOpenIdLogin(services, provider, given);
  throw unsupportedProvider(whyUnsupported(pool, providerName));
}

function whyUnsupported(pool: IdentityPool, providerName: string): string {
  if (providerName === pool.developerProviderName) {
    return `${shown(providerName)} vouches for its users with AWS credentials, by GetOpenIdTokenForDeveloperIdentity; its token is then the login ${developerTokenKey}.`;
  }
  return `${pool.id} has no provider ${shown(providerName)}.`;
}
