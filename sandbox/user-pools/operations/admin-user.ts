import { userDoesNotExist } from '../errors';
import type { PoolDirectory } from '../pool-directory';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';

/** The user that an administrator names. Throws `ResourceNotFoundException` or `UserNotFoundException`. */
export function userOf(
  pools: PoolDirectory,
  { UserPoolId, Username }: { readonly UserPoolId: string; readonly Username: string },
): { readonly runtime: PoolRuntime; readonly user: User } {
  const runtime = pools.pool(UserPoolId);
  const user = runtime.users.find(Username);
  if (user === undefined) throw userDoesNotExist();
  return { runtime, user };
}
