import type { SandboxResponse } from '../http/message';
import { shown } from '../user-pools/errors';
import { faultAnswer } from './authorization/fault-answer';
import { readAuthorization, type AuthorizationFault, type PageError } from './authorization/read-authorization';
import { redirectTo } from './authorization/redirect';
import { methodNotAllowed } from './domain-answer';
import type { DomainCall } from './domain-call';
import type { DomainServices } from './domain-services';

/**
 * `GET /logout`: ends the browser's session, and goes on to a registered sign-out URL, or, with `redirect_uri` and the
 * other parameters of an authorization, to the sign-in page. It ends no tokens. A request that is not good ends nothing.
 */
export function logoutEndpoint({ state }: Pick<DomainServices, 'state'>, call: DomainCall): SandboxResponse {
  const { request } = call;
  if (request.method !== 'GET') return methodNotAllowed(request.method, ['GET']);
  const asked = new URLSearchParams(request.query);
  const goal = asked.has('logout_uri') ? signOutUrl(call, asked) : signInAgain(call, asked);
  if (typeof goal !== 'string') return faultAnswer(goal);
  const cookie = state.sessions.end(call);
  return redirectTo(goal, [cookie]);
}

function signOutUrl({ runtime }: DomainCall, asked: URLSearchParams): string | AuthorizationFault {
  const [clientId, ...otherClients] = asked.getAll('client_id');
  const [logoutUri, ...otherAddresses] = asked.getAll('logout_uri');
  if (clientId === undefined || logoutUri === undefined || otherClients.length > 0 || otherAddresses.length > 0) {
    return fault('invalid_request', 'client_id or logout_uri is missing, or there more than once.');
  }
  if (asked.has('redirect_uri')) {
    return fault('invalid_request', 'There are logout_uri and redirect_uri; one is allowed.');
  }
  const client = runtime.pool.clients.find(({ id }) => id === clientId);
  if (client === undefined) return fault('invalid_request', `The user pool has no app client ${shown(clientId)}.`);
  const { logoutUrls = [] } = client.oauth ?? {};
  if (logoutUrls.includes(logoutUri)) return logoutUri;
  return fault(
    'invalid_request',
    `The logout_uri ${shown(logoutUri)} is not a sign-out URL of the app client. Its sign-out URLs, compared exactly: ${logoutUrls.join(', ') || 'none'}.`,
  );
}

function signInAgain({ runtime, request }: DomainCall, asked: URLSearchParams): string | AuthorizationFault {
  if (!asked.has('redirect_uri')) return fault('invalid_request', 'There is neither logout_uri nor redirect_uri.');
  const read = readAuthorization(runtime, request.query);
  return read.kind === 'read' ? `/login?${request.query}` : read;
}

const fault = (error: PageError, reason: string): AuthorizationFault => ({ kind: 'error-page', error, reason });
