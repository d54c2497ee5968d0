import type { CalledAs } from '../http/destination';
import type { SandboxRequest, SandboxResponse } from '../http/message';
import { authorizeEndpoint } from './authorization/authorize-endpoint';
import { callTo, type DomainCall } from './domain-call';
import { emptyState, type DomainServices } from './domain-services';
import { openIdIdpResponse, samlIdpResponse } from './federation/idp-responses';
import { logoutEndpoint } from './logout-endpoint';
import { errorEndpoint } from './pages/error-page';
import { revokeEndpoint } from './revoke-endpoint';
import { pageEndpoint, signInPaths } from './sign-in/page-endpoint';
import { tokenEndpoint } from './token-endpoint';
import { userInfoEndpoint } from './user-info-endpoint';

/** Answers a request to the domain of a user pool, by whichever name it was called. */
export type DomainHandler = (request: SandboxRequest, as: CalledAs) => Promise<SandboxResponse>;

type Answer = SandboxResponse | Promise<SandboxResponse>;

/** What a domain answers a browser that it was called by. */
type Page = (services: DomainServices, call: DomainCall) => Answer;

/** What programs call. `call` is `undefined` at the sandbox's own address, where a client or a token tells the pool. */
type Service = (services: DomainServices, request: SandboxRequest, call: DomainCall | undefined) => Answer;

const services: Readonly<Record<string, Service>> = {
  '/oauth2/token': tokenEndpoint,
  '/oauth2/userInfo': userInfoEndpoint,
  '/oauth2/revoke': revokeEndpoint,
};

const pages: Readonly<Record<string, Page>> = {
  '/oauth2/authorize': authorizeEndpoint,
  ...Object.fromEntries(signInPaths.map((path) => [path, pageEndpoint])),
  '/logout': logoutEndpoint,
  '/error': (_, call) => errorEndpoint(call),
  '/oauth2/idpresponse': openIdIdpResponse,
  '/saml2/idpresponse': samlIdpResponse,
};

/** The endpoints of a domain that are served, by path: the support table. */
export const domainEndpoints: readonly string[] = [...Object.keys(services), ...Object.keys(pages)];

/** The domains of user pools. */
export function createDomains(given: Omit<DomainServices, 'state'>): DomainHandler {
  const all: DomainServices = { ...given, state: emptyState(given.clock, given.ids) };
  const { runtimes } = all.pools;
  return async (request, as) => {
    const call = as.kind === 'own-address' ? undefined : callTo(runtimes, as, request);
    if (call === undefined && as.kind !== 'own-address') return unknownDomain(as);
    await Promise.all(runtimes.map(({ keys }) => keys.ready()));
    const service = own(services, request.path);
    if (service !== undefined) return service(all, request, call);
    const page = own(pages, request.path);
    if (page === undefined) {
      return notHere(
        404,
        `The sandbox does not serve ${request.path} of a domain. It serves: ${domainEndpoints.join(', ')}.`,
      );
    }
    return call === undefined ? notHere(404, whereToFind(all, request.path)) : page(all, call);
  };
}

const own = <T>(table: Readonly<Record<string, T>>, path: string): T | undefined =>
  Object.hasOwn(table, path) ? table[path] : undefined;

function unknownDomain(as: Exclude<CalledAs, { kind: 'own-address' }>): SandboxResponse {
  return as.kind === 'aws-host'
    ? notHere(404, `No user pool has the domain ${as.host}.`)
    : notHere(421, `No user pool has a domain with the prefix ${as.prefix}.`);
}

/** Pages keep cookies, which must not be shared between pools: each pool has a name of its own. */
function whereToFind({ pools }: DomainServices, path: string): string {
  const prefixes = pools.runtimes.flatMap(({ pool }) => (pool.domain === undefined ? [] : [pool.domain.prefix]));
  const names = prefixes.map((prefix) => `http://${prefix}.localhost:<port>${path}`).join(', ');
  return `${path} is a page of one user pool's domain. It is at ${names || 'no address: no user pool has a domain'}.`;
}

const notHere = (status: number, message: string): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
  reason: message,
});
