import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { selfServiceScope } from './claims';
import {
  accessTokenExpired,
  accessTokenInvalid,
  accessTokenRevoked,
  accessTokenScope,
  userDoesNotExist,
} from './errors';
import { isCurrent, verifySignature } from './jwt';
import type { PoolRuntime } from './pool-runtime';
import type { User } from './user';
import type { UserPoolServices } from './user-pool-services';

/** Who acts on their own account, and through which client. */
export interface SelfService {
  readonly runtime: PoolRuntime;
  readonly user: User;
  readonly client: UserPoolClient;
}

/**
 * Checks the access token of an operation that a user calls for themselves. Unlike a check by signature alone, this one
 * sees revocation, and so the users who are disabled. Throws `NotAuthorizedException`, or `UserNotFoundException` for a user who was deleted.
 */
export async function authenticateSelf(
  { pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>,
  accessToken: string,
): Promise<SelfService> {
  const signed = await verifySignature(pools, accessToken);
  if (signed.kind === 'refused') throw accessTokenInvalid(`${signed.code}: ${signed.detail}`);
  const { runtime, claims, signedBy } = signed;
  if (claims['token_use'] !== 'access' || signedBy !== 'access') throw accessTokenInvalid('Not an access token.');
  if (!isCurrent(claims, clock.now())) throw accessTokenExpired();
  if (
    !String(claims['scope'] ?? '')
      .split(' ')
      .includes(selfServiceScope)
  )
    throw accessTokenScope();
  const user = runtime.users.bySubject(String(claims['sub']));
  if (user === undefined) throw userDoesNotExist();
  if (runtime.signIns.byEvent(String(claims['event_id']))?.state !== 'active') throw accessTokenRevoked();
  const client = runtime.pool.clients.find(({ id }) => id === claims['client_id']);
  if (client === undefined) throw accessTokenInvalid('The claim client_id is not an app client of the pool.');
  return { runtime, user, client };
}
