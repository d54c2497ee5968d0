import type { Operation } from '../../protocol/aws-json';
import { poolAndUser, readInput } from '../input';
import { describePreference } from '../mfa-preference';
import { describeUser, wireAttributes } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

/** All that is known of one user. */
export const adminGetUser =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { user } = userOf(pools, readInput(poolAndUser, input));
    return { ...describeUser(user), UserAttributes: wireAttributes(user), ...describePreference(user) };
  };
