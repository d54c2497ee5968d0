import type { Operation } from '../../protocol/aws-json';
import { poolAndUser, readInput } from '../input';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

/** Nobody signs in as this user, and the tokens that are out are revoked for good. */
export const adminDisableUser =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { runtime, user } = userOf(pools, readInput(poolAndUser, input));
    runtime.signIns.signOutEverywhere(user.sub);
    runtime.users.save({ ...user, enabled: false, modifiedAt: clock.now() });
    return {};
  };
