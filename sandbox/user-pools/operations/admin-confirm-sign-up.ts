import type { Operation } from '../../protocol/aws-json';
import { cannotBeConfirmed } from '../errors';
import { poolAndUser, readInput } from '../input';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

/** An administrator vouches for the account; the address stays unverified. */
export const adminConfirmSignUp =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { runtime, user } = userOf(pools, readInput(poolAndUser, input));
    if (user.status !== 'UNCONFIRMED') throw cannotBeConfirmed(user.status);
    runtime.codes.forget(user.sub);
    runtime.users.save({ ...user, status: 'CONFIRMED', modifiedAt: clock.now() });
    return {};
  };
