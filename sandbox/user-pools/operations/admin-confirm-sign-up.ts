import type { Operation } from '../../protocol/aws-json';
import { cannotBeConfirmed } from '../errors';
import { metadata, poolAndUser, readInput } from '../input';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ ClientMetadata: metadata.optional() });

/** An administrator vouches for the account; the address stays unverified. */
export const adminConfirmSignUp =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { ClientMetadata, ...named } = readInput(schema, input);
    const { runtime, user } = userOf(pools, named);
    if (user.status !== 'UNCONFIRMED') throw cannotBeConfirmed(user.status);
    runtime.codes.forget(user.sub);
    const confirmed = runtime.users.save({ ...user, status: 'CONFIRMED', modifiedAt: clock.now() });
    await runtime.triggers.postConfirmation({
      user: confirmed,
      client: undefined,
      source: 'PostConfirmation_ConfirmSignUp',
      metadata: ClientMetadata,
    });
    return {};
  };
