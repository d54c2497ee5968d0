import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { destinationImmutable, localSourceUser, sourceUserExists, tooManyIdentities } from '../federation/errors';
import { findByIdentity, identitiesOf, withIdentities } from '../federation/identities';
import { existingUser, externalSubject, isLocal, providerUser } from '../federation/provider-user';
import { readInput, userPoolId } from '../input';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ UserPoolId: userPoolId, DestinationUser: providerUser, SourceUser: providerUser });

/** Quotas of Cognito user pools: linked identities of one user. */
const mostIdentities = 5;

/**
 * Whoever an identity provider calls by this subject signs in as the user from now on. Nobody checks that the two are one
 * person: whoever may call this may hand an account to somebody else. Source: AWS API reference, AdminLinkProviderForUser.
 */
export const adminLinkProviderForUser =
  ({ pools, clock, logger }: Pick<UserPoolServices, 'pools' | 'clock' | 'logger'>): Operation =>
  (input) => {
    const { UserPoolId, DestinationUser, SourceUser } = readInput(schema, input);
    const runtime = pools.pool(UserPoolId);
    if (isLocal(SourceUser.ProviderName)) throw localSourceUser();
    const { provider, userId } = externalSubject(runtime, SourceUser);
    const user = existingUser(runtime, DestinationUser);
    const owner = findByIdentity(runtime, { providerName: provider.name, userId });
    // AWS answers the same link a second time with this very text.
    if (owner?.sub === user.sub) throw localSourceUser();
    if (owner !== undefined) throw sourceUserExists();
    const immutable = runtime.pool.schema.find(({ name, mutable }) => !mutable && user.attributes.has(name));
    if (immutable !== undefined) throw destinationImmutable(immutable.name);
    const identities = identitiesOf(user);
    if (identities.length >= mostIdentities) throw tooManyIdentities(mostIdentities);
    const now = clock.now();
    const { name: providerName, kind: providerType } = provider;
    const linked = { userId, providerName, providerType, issuer: null, primary: false, dateCreated: now };
    runtime.users.save({ ...withIdentities(user, [...identities, linked]), modifiedAt: now });
    logger.info('identity linked', { provider: providerName, username: user.username });
    return {};
  };
