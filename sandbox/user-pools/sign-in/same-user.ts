import { incorrectPassword } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';

/** Throws where a name that came along is not that of the session's user. */
export function requireSameUser(runtime: PoolRuntime, user: User, name: string | undefined): void {
  if (name === undefined || runtime.users.find(name)?.sub === user.sub) return;
  throw incorrectPassword('USERNAME is not the user of the session.');
}
