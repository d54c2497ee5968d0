import type { Operation } from '../../protocol/aws-json';
import { poolAndUser, readInput } from '../input';
import { removeUser } from '../remove-user';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

/** The account is gone, and every sign-in with it. */
export const adminDeleteUser =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { runtime, user } = userOf(pools, readInput(poolAndUser, input));
    removeUser(runtime, user);
    return {};
  };
