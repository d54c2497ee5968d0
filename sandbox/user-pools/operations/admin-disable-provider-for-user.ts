import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { notModelled } from '../errors';
import { identitiesOf, withIdentities } from '../federation/identities';
import { existingUser, externalSubject, providerUser } from '../federation/provider-user';
import { readInput, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId, User: providerUser });

/** Takes a linked identity away from a user. Who signs in with it again becomes a user of their own. */
export const adminDisableProviderForUser =
  ({ pools, clock, logger }: Pick<UserPoolServices, 'pools' | 'clock' | 'logger'>): Operation =>
  (input) => {
    const { UserPoolId, User } = readInput(schema, input);
    const runtime = pools.pool(UserPoolId);
    const { provider, userId } = externalSubject(runtime, User);
    const user = existingUser(runtime, User);
    const { users } = runtime;
    const kept = identitiesOf(user).filter(
      (identity) => identity.primary || identity.providerName !== provider.name || identity.userId !== userId,
    );
    if (kept.length === identitiesOf(user).length) {
      throw notModelled('Disabling the identity that an account began with', ['identities that were linked']);
    }
    users.save({ ...withIdentities(user, kept), modifiedAt: clock.now() });
    logger.info('identity taken away', { provider: provider.name, username: user.username });
    return {};
  };
