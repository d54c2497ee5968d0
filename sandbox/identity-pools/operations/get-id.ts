import type { Operation } from '../../protocol/aws-json';
import { guestsNotSupported, poolNotFound } from '../errors';
import type { IdentityPoolServices } from '../identity-pool-services';
import { getIdInput, readInput } from '../input';
import { verifyLogins } from '../verify-logins';

/** The id of whoever has the logins, or of a new guest. */
export function getId(services: IdentityPoolServices): Operation {
  return async (input) => {
    const { IdentityPoolId, Logins = {} } = readInput(getIdInput, input);
    const pool = services.blueprint.identityPools.find(({ id }) => id === IdentityPoolId);
    if (pool === undefined) throw poolNotFound(IdentityPoolId);
    if (Object.keys(Logins).length > 0) {
      const logins = await verifyLogins(services, pool, Logins);
      return { IdentityId: services.identities.ofLogins(pool, logins).id };
    }
    if (!pool.allowUnauthenticatedIdentities) throw guestsNotSupported(pool.id);
    return { IdentityId: services.identities.addGuest(pool).id };
  };
}
