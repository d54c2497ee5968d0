import type { SandboxResponse } from '../../http/message';
import { methodNotAllowed } from '../domain-answer';
import type { DomainCall } from '../domain-call';
import type { DomainServices } from '../domain-services';
import { startFederation } from '../federation/start-federation';
import { faultAnswer } from './fault-answer';
import { continueAuthorization } from './finish-authorization';
import { readAuthorization } from './read-authorization';
import { redirectError, redirectTo } from './redirect';

/** `GET /oauth2/authorize`: on to the application, to an identity provider, or to the sign-in page. */
export async function authorizeEndpoint(services: DomainServices, call: DomainCall): Promise<SandboxResponse> {
  const { request, runtime, origin } = call;
  if (request.method !== 'GET') return methodNotAllowed(request.method, ['GET']);
  const asked = readAuthorization(runtime, request.query);
  if (asked.kind !== 'read') return faultAnswer(asked);
  const { pending, prompt, provider } = asked;
  const session = services.state.sessions.check(call, asked);
  if (prompt !== 'login' && session.kind === 'signed-in') return continueAuthorization(services, pending, session);
  if (prompt === 'none') {
    const reason = session.kind === 'none' ? session.reason : 'The application wants the user to sign in.';
    return redirectError(pending, { error: 'login_required', reason });
  }
  if (provider !== undefined) return startFederation(services, { runtime, provider, pending, domainUrl: origin });
  return redirectTo(`/login?${request.query}`);
}
