import type { SandboxResponse } from '../../http/message';
import type { User } from '../../user-pools/user';
import type { DomainCall } from '../domain-call';
import type { DomainServices } from '../domain-services';
import { codeMinutes } from './authorization-code';
import type { PendingAuthorization } from './pending-authorization';
import { redirectBack } from './redirect';

/** A user has shown who they are, to this domain or to an identity provider. */
export interface FinishedAuthorization {
  readonly call: DomainCall;
  readonly pending: PendingAuthorization;
  readonly user: User;
  /** `COGNITO`, or the name of the identity provider that vouched for the user. */
  readonly provider: string;
}

type Services = Pick<DomainServices, 'state' | 'logger'>;

/** Begins the browser's session, and sends it back to the application with a code: 302. */
export function finishAuthorization(services: Services, finished: FinishedAuthorization): SandboxResponse {
  const { call, user, provider } = finished;
  return sendCode(services, finished, [services.state.sessions.start(call, { user, provider })]);
}

/** The same for a browser that has a session: the session goes on as it is. */
export function continueAuthorization(
  services: Services,
  finished: Pick<FinishedAuthorization, 'pending' | 'user'>,
): SandboxResponse {
  return sendCode(services, finished, []);
}

function sendCode(
  { state, logger }: Services,
  { pending, user }: Pick<FinishedAuthorization, 'pending' | 'user'>,
  setCookies: readonly string[],
): SandboxResponse {
  const code = state.codes.put({ pending, subject: user.sub }, codeMinutes);
  logger.info('code issued', { clientId: pending.clientId, username: user.username, scope: pending.scopes.join(' ') });
  return redirectBack(pending, { code }, setCookies);
}
