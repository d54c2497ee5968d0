import type { Operation } from '../../protocol/aws-json';
import { poolAndUser, readInput } from '../input';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

/** Revokes every token of a user for Cognito; a token that is checked by its signature alone stays good. */
export const adminUserGlobalSignOut =
  ({ pools }: Pick<UserPoolServices, 'pools'>): Operation =>
  (input) => {
    const { runtime, user } = userOf(pools, readInput(poolAndUser, input));
    runtime.signIns.signOutEverywhere(user.sub);
    return {};
  };
