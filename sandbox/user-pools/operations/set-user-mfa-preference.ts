import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { mfaPreference, readInput, token } from '../input';
import { requireModelled, withPreference } from '../mfa-preference';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token, ...mfaPreference });

/** Whether a user wants to be asked for a one-time code, where the pool leaves it to them. */
export const setUserMfaPreference =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { AccessToken, ...given } = readInput(schema, input);
    const { runtime, user } = await authenticateSelf(services, AccessToken);
    requireModelled(given);
    runtime.users.save(withPreference(user, given.SoftwareTokenMfaSettings, services.clock.now()));
    return {};
  };
