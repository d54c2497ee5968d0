import { oneTimeCodeMismatch, oneTimeCodeUsed, softwareTokenOff } from '../errors';
import { stepOf } from '../one-time-passwords';
import type { PoolRuntime } from '../pool-runtime';
import type { SoftwareToken, User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { refuseWhileLocked } from './attempt';

/** Of which app a code is said to be. */
export interface GivenCode {
  readonly secret: string;
  /** The latest step of which a code was taken. */
  readonly usedStep: number;
  readonly code: string;
}

/**
 * Takes a one-time code, and tells its time step. Wrong codes are counted apart from wrong passwords: else somebody who
 * knows the password would begin anew with each sign-in. Throws while locked, for a wrong code, and for a used one.
 */
export function takeCode(
  runtime: PoolRuntime,
  user: User,
  { secret, usedStep, code, clock }: GivenCode & Pick<UserPoolServices, 'clock'>,
): number {
  const lockName = `one-time code:${user.sub}`;
  refuseWhileLocked(runtime, lockName);
  const step = stepOf(secret, code, clock.now());
  if (step === undefined) {
    runtime.lockout.failed(lockName);
    throw oneTimeCodeMismatch();
  }
  if (step <= usedStep) {
    runtime.lockout.failed(lockName);
    throw oneTimeCodeUsed();
  }
  runtime.lockout.succeeded(lockName);
  return step;
}

/** The user with an app of which a code was just taken. */
export function withSoftwareToken(user: User, token: SoftwareToken, now: number): User {
  return { ...user, softwareToken: token, associatedSecret: undefined, modifiedAt: now };
}

/** Throws `SoftwareTokenMFANotFoundException` where the pool knows no one-time codes. */
export function requireSoftwareTokens({ pool }: PoolRuntime): void {
  if (pool.mfa.mode === 'OFF' || !pool.mfa.softwareToken) throw softwareTokenOff();
}
