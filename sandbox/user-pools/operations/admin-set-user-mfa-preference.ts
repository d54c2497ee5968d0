import type { Operation } from '../../protocol/aws-json';
import { mfaPreference, poolAndUser, readInput } from '../input';
import { requireModelled, withPreference } from '../mfa-preference';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend(mfaPreference);

/** Whether a user is asked for a one-time code, where the pool leaves it to them. */
export const adminSetUserMfaPreference =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { UserPoolId, Username, ...given } = readInput(schema, input);
    const { runtime, user } = userOf(pools, { UserPoolId, Username });
    requireModelled(given);
    runtime.users.save(withPreference(user, given.SoftwareTokenMfaSettings, clock.now()));
    return {};
  };
