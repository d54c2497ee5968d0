import type { OidcIdentityProvider } from '../../../../blueprint/model/user-pools';
import { federationMinutes, type BrowserBinding } from '../browser-binding';
import type { FederationServices } from '../federation-services';
import type { FederationRequest, FederationStart } from '../start-federation';
import { providerEndpoints } from './provider-endpoints';

/** The path at which OpenID providers' answers arrive. */
export const redirectPath = '/oauth2/idpresponse';

/**
 * Keeps the sign-in, and makes the request that takes the browser to the provider. As Cognito's, it has no PKCE. That it
 * has a nonce is this sandbox's choice: what somebody got for another sign-in must not be good here.
 */
export async function startOpenId(
  { federation, ids }: FederationServices,
  { runtime, provider, pending, domainUrl }: FederationStart<OidcIdentityProvider>,
  { browser }: BrowserBinding,
): Promise<FederationRequest> {
  const { authorizeUrl } = await providerEndpoints(provider, federation.stands);
  const nonce = ids.bytes(24).toString('base64url');
  const handle = federation.started.put(
    { kind: 'OIDC', poolId: runtime.pool.id, provider: provider.name, pending, domainUrl, browser, nonce },
    federationMinutes,
  );
  const location = new URL(authorizeUrl);
  const parameters = {
    client_id: provider.clientId,
    redirect_uri: `${domainUrl}${redirectPath}`,
    scope: provider.scopes.join(' '),
    response_type: 'code',
    state: handle,
    nonce,
  };
  for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value);
  return { location: location.href, handle };
}
