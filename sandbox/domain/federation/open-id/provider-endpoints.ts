import type { OidcIdentityProvider } from '../../../../blueprint/model/user-pools';
import { discover, reachable } from '../../../open-id/discovery';
import { discoveryFailed } from '../errors';

/** Where an OpenID provider is asked, as it can be reached from here. */
export interface ProviderEndpoints {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  /** Where it was configured; `undefined`: the provider announces it. */
  readonly jwksUri: string | undefined;
}

/**
 * The configured endpoints, or those that the provider announces. Rejects with a `FederationRefusal`.
 *
 * @param stands Issuer to the URL of what stands for it on this computer.
 */
export async function providerEndpoints(
  { issuer, endpoints }: OidcIdentityProvider,
  stands: ReadonlyMap<string, string>,
): Promise<ProviderEndpoints> {
  const servedAt = stands.get(issuer);
  try {
    if (endpoints !== undefined) {
      return {
        authorizeUrl: reachable(endpoints.authorizeUrl, servedAt),
        tokenUrl: reachable(endpoints.tokenUrl, servedAt),
        userInfoUrl: reachable(endpoints.attributesUrl, servedAt),
        jwksUri: endpoints.jwksUri,
      };
    }
    const { authorizeUrl, tokenUrl, userInfoUrl } = await discover(issuer, servedAt);
    if (authorizeUrl !== undefined && tokenUrl !== undefined && userInfoUrl !== undefined) {
      return { authorizeUrl, tokenUrl, userInfoUrl, jwksUri: undefined };
    }
  } catch (error) {
    throw discoveryFailed(`${issuer}: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}`);
  }
  throw discoveryFailed(`${issuer} does not announce authorization_endpoint, token_endpoint and userinfo_endpoint.`);
}
