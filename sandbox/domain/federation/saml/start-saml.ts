import type { SamlIdentityProvider } from '../../../../blueprint/model/user-pools';
import type { SamlMetadata } from '../../../saml/metadata';
import { federationMinutes, type BrowserBinding } from '../browser-binding';
import { samlMetadataUnusable } from '../errors';
import type { FederationServices } from '../federation-services';
import type { FederationRequest, FederationStart } from '../start-federation';
import { authnRequestUrl } from './authn-request';

/** The path at which SAML providers' answers arrive. */
export const assertionConsumerPath = '/saml2/idpresponse';

/** Keeps the sign-in, and makes the request that takes the browser to the provider. */
export async function startSaml(
  { federation, ids, clock }: FederationServices,
  { runtime, provider, pending, domainUrl }: FederationStart<SamlIdentityProvider>,
  { browser }: BrowserBinding,
): Promise<FederationRequest> {
  const destination = destinationOf(provider, await federation.samlMetadata.of(provider), federation.stands);
  const poolId = runtime.pool.id;
  // An xs:ID must not begin with a digit.
  const requestId = `_${ids.uuid()}`;
  const handle = federation.started.put(
    { kind: 'SAML', poolId, provider: provider.name, pending, domainUrl, browser, requestId },
    federationMinutes,
  );
  const request = {
    id: requestId,
    poolId,
    destination,
    assertionConsumerUrl: `${domainUrl}${assertionConsumerPath}`,
    issuedAt: clock.now(),
  };
  const signer = provider.signsRequests ? await runtime.samlSigning.get() : undefined;
  return { location: authnRequestUrl(request, handle, signer), handle };
}

function destinationOf(
  { name }: SamlIdentityProvider,
  { entityId, signOnUrl = '' }: SamlMetadata,
  stands: ReadonlyMap<string, string>,
): string {
  const url = URL.canParse(signOnUrl) ? new URL(signOnUrl) : undefined;
  if (url === undefined) {
    throw samlMetadataUnusable(`The metadata of ${name} has no SingleSignOnService that takes requests by redirect.`);
  }
  const servedAt = stands.get(entityId);
  if (servedAt !== undefined) return new URL(url.pathname + url.search, servedAt).href;
  if (url.protocol === 'https:') return url.href;
  throw samlMetadataUnusable(`The SingleSignOnService of ${name} is at ${url.origin}, which is not behind https.`);
}
