import type { SandboxResponse } from '../../http/message';
import type { User } from '../../user-pools/user';
import type { SignedInUser } from '../browser-sessions';
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
export function finishAuthorization(
  services: Services,
  { call, pending, user, provider }: FinishedAuthorization,
): SandboxResponse {
  const { session, cookie } = services.state.sessions.start(call, { user, provider });
  return redirectBack(pending, { code: issueCode(services, pending, session) }, [cookie]);
}

/** The same for a browser that has a session: the session goes on as it is. */
export function continueAuthorization(
  services: Services,
  pending: PendingAuthorization,
  session: SignedInUser,
): SandboxResponse {
  return redirectBack(pending, { code: issueCode(services, pending, session) });
}

function issueCode(
  { state, logger }: Services,
  pending: PendingAuthorization,
  { user, authTime }: Pick<SignedInUser, 'user' | 'authTime'>,
): string {
  const { clientId, scopes } = pending;
  logger.info('code issued', { clientId, username: user.username, scope: scopes.join(' ') });
  return state.codes.put({ pending, subject: user.sub, authTime }, codeMinutes);
}
