import { incorrectPassword } from '../errors';
import { isPassword } from '../password';
import type { User } from '../user';
import { openAttempt } from './attempt';
import type { Attempt } from './attempt';

/** Checks a password. Does the same work whether or not the user exists. */
export function provePassword(attempt: Attempt, password: string): User {
  const { runtime, name } = attempt;
  const { user, lockName } = openAttempt(attempt);
  const decoyId = runtime.decoys.userIdOf(runtime.users.fold(name));
  const stored = user?.password ?? runtime.decoys.passwordOf(runtime.users.fold(name));
  const matches = isPassword(stored, { poolName: runtime.srpName, userId: user?.username ?? decoyId }, password);
  if (user === undefined || !matches) {
    runtime.lockout.failed(lockName);
    throw incorrectPassword(user === undefined ? 'No such user.' : 'The password is wrong.');
  }
  runtime.lockout.succeeded(lockName);
  return user;
}
