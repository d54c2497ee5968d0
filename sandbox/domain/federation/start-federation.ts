import type { IdentityProvider } from '../../../blueprint/model/user-pools';
import type { SandboxResponse } from '../../http/message';
import type { PoolRuntime } from '../../user-pools/pool-runtime';
import type { PendingAuthorization } from '../authorization/pending-authorization';
import { FederationNotReadyError } from './errors';
import type { FederationServices } from './federation-services';

/** Whom to ask, and for what. */
export interface FederationStart {
  readonly runtime: PoolRuntime;
  readonly provider: IdentityProvider;
  readonly pending: PendingAuthorization;
  /**
   * Where the browser finds the domain, without a slash at the end: the identity provider sends it back there.
   *
   * @default `https://<host of the domain>`, as on AWS
   */
  readonly domainUrl?: string | undefined;
}

/**
 * Sends a browser to an identity provider: 302, with a cookie that ties the answer to this browser.
 * A provider that cannot be asked is told to the application, as `error` at its redirect URI.
 */
export function startFederation(
  _services: FederationServices,
  { provider }: FederationStart,
): Promise<SandboxResponse> {
  return Promise.reject(new FederationNotReadyError(provider.name));
}
