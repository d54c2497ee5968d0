import type { SandboxRequest, SandboxResponse } from '../http/message';
import { tokenEndpoint, type DomainServices } from './token-endpoint';

/**
 * Answers a request to the domain of a user pool.
 *
 * @param host Of the domain, in lower case and without a port; `undefined` where the request came by the sandbox's own
 * address, so that the client alone tells the pool.
 */
export type DomainHandler = (request: SandboxRequest, host: string | undefined) => Promise<SandboxResponse>;

/** The endpoints of a domain that are served, by path: the support table. */
export const domainEndpoints: Readonly<
  Record<
    string,
    (services: DomainServices, request: SandboxRequest, host: string | undefined) => Promise<SandboxResponse>
  >
> = { '/oauth2/token': tokenEndpoint };

/** The domains of user pools. */
export function createDomains(services: DomainServices): DomainHandler {
  const { runtimes } = services.pools;
  return async (request, host) => {
    if (host !== undefined && !runtimes.some(({ pool }) => pool.domain?.host === host)) {
      return notHere(`No user pool has the domain ${host}.`);
    }
    const endpoint = Object.hasOwn(domainEndpoints, request.path) ? domainEndpoints[request.path] : undefined;
    if (endpoint === undefined) {
      return notHere(
        `The sandbox does not serve ${request.path} of a domain. It serves: ${Object.keys(domainEndpoints).join(', ')}.`,
      );
    }
    await Promise.all(runtimes.map(({ keys }) => keys.ready()));
    return endpoint(services, request, host);
  };
}

const notHere = (message: string): SandboxResponse => ({
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
  reason: message,
});
