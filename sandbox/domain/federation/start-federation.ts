import type { IdentityProvider } from '../../../blueprint/model/user-pools';
import type { SandboxResponse } from '../../http/message';
import { FederationRefusal } from '../../user-pools/federation/errors';
import type { PoolRuntime } from '../../user-pools/pool-runtime';
import type { PendingAuthorization } from '../authorization/pending-authorization';
import { redirectError, redirectTo } from '../authorization/redirect';
import { bindBrowser } from './browser-binding';
import type { FederationServices } from './federation-services';
import { startOpenId } from './open-id/start-open-id';
import { startSaml } from './saml/start-saml';

/** Whom to ask, and for what. */
export interface FederationStart<Provider extends IdentityProvider = IdentityProvider> {
  readonly runtime: PoolRuntime;
  /** One that the app client has. */
  readonly provider: Provider;
  readonly pending: PendingAuthorization;
  /** Where the browser finds the domain, without a slash at the end: the identity provider sends it back there. */
  readonly domainUrl: string;
}

/** Where to send the browser, and under which state its sign-in is kept. */
export interface FederationRequest {
  readonly location: string;
  readonly handle: string;
}

/**
 * Sends a browser to an identity provider: 302, with a cookie that ties the answer to this browser.
 * A provider that cannot be asked is told to the application, as `error` at its redirect URI.
 */
export async function startFederation(
  services: FederationServices,
  { provider, ...start }: FederationStart,
): Promise<SandboxResponse> {
  const binding = bindBrowser(services.ids, { secure: start.domainUrl.startsWith('https:') });
  try {
    const { location, handle } =
      provider.kind === 'SAML'
        ? await startSaml(services, { ...start, provider }, binding)
        : await startOpenId(services, { ...start, provider }, binding);
    services.logger.info('sent to an identity provider', { provider: provider.name, clientId: start.pending.clientId });
    return redirectTo(location, [binding.cookieFor(handle)]);
  } catch (error) {
    if (!(error instanceof FederationRefusal)) throw error;
    const { code, description, reason } = error;
    return redirectError(start.pending, { error: code, description, reason });
  }
}
