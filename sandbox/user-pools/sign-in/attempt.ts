import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { passwordAttemptsExceeded, userDoesNotExist } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';

/** Somebody wants to be `name`. */
export interface Attempt {
  readonly runtime: PoolRuntime;
  readonly client: UserPoolClient;
  /** As typed. */
  readonly name: string;
}

/** An attempt that may go on: the user, if there is one, and the name by which failures are counted. */
export interface OpenAttempt {
  readonly user: User | undefined;
  readonly lockName: string;
}

/** Throws where the name is locked, and for an unknown user where the client does not hide who exists. */
export function openAttempt({ runtime, client, name }: Attempt): OpenAttempt {
  const user = runtime.users.find(name);
  const lockName = trackingName(runtime, name);
  refuseWhileLocked(runtime, lockName);
  if (user === undefined && !client.hidesUserExistence) throw userDoesNotExist();
  return { user, lockName };
}

/** Throws `Password attempts exceeded` while the name is locked. */
export function refuseWhileLocked(runtime: PoolRuntime, lockName: string): void {
  const seconds = runtime.lockout.lockedSeconds(lockName);
  if (seconds > 0) throw passwordAttemptsExceeded(`Locked for ${seconds} s more after repeated failures.`);
}

/** One name for all that a user may type; names of nobody are told apart from it. */
export function trackingName({ users }: PoolRuntime, typed: string): string {
  return users.find(typed)?.sub ?? `nobody:${users.fold(typed)}`;
}
