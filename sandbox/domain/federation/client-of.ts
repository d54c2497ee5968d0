import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { providerNotOfClient } from '../../user-pools/federation/errors';
import type { PoolRuntime } from '../../user-pools/pool-runtime';

/** The app client for which somebody signs in. Throws a `FederationRefusal` for one that the pool does not have. */
export function clientOf({ pool }: PoolRuntime, { clientId }: { readonly clientId: string }): UserPoolClient {
  const client = pool.clients.find(({ id }) => id === clientId);
  if (client === undefined) throw providerNotOfClient(clientId);
  return client;
}
