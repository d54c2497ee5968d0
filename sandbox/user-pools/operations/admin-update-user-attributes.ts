import type { Operation } from '../../protocol/aws-json';
import { readAttributes } from '../attributes';
import { attributes, metadata, poolAndUser, readInput } from '../input';
import { updateAttributes } from '../self-service/update-attributes';
import type { UserPoolServices } from '../user-pool-services';
import { userOf } from './admin-user';

const schema = poolAndUser.extend({ UserAttributes: attributes, ClientMetadata: metadata.optional() });

/** An administrator changes any attribute, and may vouch for an address. */
export const adminUpdateUserAttributes =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'mailbox'>): Operation =>
  (input) => {
    const { UserAttributes, ...named } = readInput(schema, input);
    const { runtime, user } = userOf(services.pools, named);
    updateAttributes(runtime, { user, given: readAttributes(runtime.pool, UserAttributes) }, services);
    return {};
  };
