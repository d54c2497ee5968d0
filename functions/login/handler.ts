import type { ApiAnswer } from '../shared/answer';
import { BodyReader } from '../shared/body-reader';
import { RefusedRequestError } from '../shared/errors';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import { longestPassword, normalizeUserName, userNameBounds } from '../shared/store-user';
import type { Attempts } from './attempts';
import type { IdentityIssuer } from './developer-identity';
import type { UserDirectory } from './user-directory';

/** What the handler needs from outside. */
export interface LoginServices extends RespondServices {
  readonly users: UserDirectory;
  readonly attempts: Attempts;
  readonly identities: IdentityIssuer;
  /** Takes as long for a user who does not exist (no hash) as for one who does. */
  readonly verifyPassword: (password: string, hash: string | undefined) => Promise<boolean>;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** `POST /login` with `{username, password}`: answers `{identityId, token}`. */
export function createHandler(services: LoginServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'sign-in-not-decided',
    failedMessage: 'The sign-in could not be decided. Try again.',
    async run(event, answer) {
      const identity = await services.identities.issue(await signIn(services, readCredentials(event)));
      const { requestId } = event.requestContext;
      services.logger.info('signed-in', { requestId, identityId: identity.identityId });
      return answer(200, identity);
    },
  });
}

function readCredentials(event: ApiEvent): Credentials {
  const body = new BodyReader(event, 'username and password');
  return body.done({
    username: normalizeUserName(body.text('username', userNameBounds)),
    password: body.text('password', { least: 1, most: longestPassword }),
  });
}

/** @throws RefusedRequestError 401, the same for a user who does not exist and for a wrong password */
async function signIn(services: LoginServices, { username, password }: Credentials): Promise<string> {
  await services.attempts.begin(username);
  const { userId, passwordHash } = await services.users.find(username);
  const known = await services.verifyPassword(password, passwordHash);
  if (!known || userId === undefined) {
    throw new RefusedRequestError(401, 'sign-in-failed', 'User name or password is wrong.');
  }
  await services.attempts.succeeded(username);
  return userId;
}
