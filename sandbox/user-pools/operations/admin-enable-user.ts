import type { Operation } from '../../protocol/aws-json';
import { poolAndUser, readInput } from '../input';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

/** The user may sign in again. */
export const adminEnableUser =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { runtime, user } = userOf(pools, readInput(poolAndUser, input));
    runtime.users.save({ ...user, enabled: true, modifiedAt: clock.now() });
    return {};
  };
