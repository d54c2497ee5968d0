import type { Operation } from '../../protocol/aws-json';
import { requireKnown } from '../attributes';
import { attributeNames, poolAndUser, readInput } from '../input';
import { deleteAttributes } from '../self-service/update-attributes';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ UserAttributeNames: attributeNames });

/** An administrator takes attributes away. */
export const adminDeleteUserAttributes =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { UserAttributeNames: names, ...named } = readInput(schema, input);
    const { runtime, user } = userOf(services.pools, named);
    requireKnown(runtime.pool, names);
    deleteAttributes(runtime, { user, names }, services);
    return {};
  };
