import { passwordRefused } from './errors';
import { storePassword } from './password';
import { policyFault } from './password-policy';
import type { PoolRuntime } from './pool-runtime';
import type { User } from './user';
import type { UserPoolServices } from './user-pool-services';

const dayMilliseconds = 86_400_000;

/** A password for an account that exists. */
export interface PasswordChange {
  readonly user: User;
  readonly password: string;
  /** A temporary password must be changed at the next sign-in, and ends with the policy's validity. */
  readonly temporary: boolean;
}

/** The user with the password. Throws `InvalidPasswordException`. */
export function replacePassword(
  runtime: PoolRuntime,
  { user, password, temporary }: PasswordChange,
  { clock, ids }: Pick<UserPoolServices, 'clock' | 'ids'>,
): User {
  const fault = policyFault(runtime.pool.passwordPolicy, password);
  if (fault !== undefined) throw passwordRefused('to', fault);
  const now = clock.now();
  return {
    ...user,
    password: storePassword({ poolName: runtime.srpName, userId: user.username }, password, ids),
    temporaryPasswordUntil: temporary ? temporaryUntil(runtime, now) : undefined,
    status: temporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
    modifiedAt: now,
  };
}

/** Milliseconds since 1970 at which a temporary password that is set now ends. */
export function temporaryUntil({ pool }: PoolRuntime, now: number): number {
  return now + pool.passwordPolicy.temporaryPasswordValidityDays * dayMilliseconds;
}
