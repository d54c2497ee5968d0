import { longestPassword, userNameBounds } from '../shared/store-user';

/** The user cannot be made as asked. It never repeats the password. */
export class InvalidUserError extends Error {
  override readonly name = 'InvalidUserError';
}

/** Both members are needed, and nothing else is read. */
export function invalidUser(shortestPassword: number): InvalidUserError {
  return new InvalidUserError(
    `Send {"username", "password"}: a name of ${userNameBounds.least} to ${userNameBounds.most} characters without control characters, a password of ${shortestPassword} to ${longestPassword}.`,
  );
}

/** A second user of the name would take over the first one's password. */
export function userExists(username: string): InvalidUserError {
  return new InvalidUserError(`There is a user ${JSON.stringify(username)} already. Choose another name.`);
}
