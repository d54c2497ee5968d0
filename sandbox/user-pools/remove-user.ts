import type { PoolRuntime } from './pool-runtime';
import type { User } from './user';

/** The account is gone, and every sign-in and code with it. */
export function removeUser(runtime: PoolRuntime, user: User): void {
  runtime.signIns.signOutEverywhere(user.sub);
  runtime.codes.forget(user.sub);
  runtime.resetCodes.forget(user.sub);
  for (const attribute of ['email', 'phone_number'] as const) {
    runtime.attributeCodes.forget(attributeCodeName(user, attribute));
  }
  runtime.users.remove(user);
}

/** By which the code of a new address is kept. */
export function attributeCodeName(user: User, attribute: 'email' | 'phone_number'): string {
  return `${user.sub} ${attribute}`;
}
