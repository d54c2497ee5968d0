import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { requireWritable } from '../attributes';
import { attributeNames, readInput, token } from '../input';
import { deleteAttributes } from '../self-service/update-attributes';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token, UserAttributeNames: attributeNames });

/** A user takes away what the app client may write. */
export const deleteUserAttributes =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { AccessToken, UserAttributeNames: names } = readInput(schema, input);
    const { runtime, client, user } = await authenticateSelf(services, AccessToken);
    requireWritable(runtime.pool, client, names);
    deleteAttributes(runtime, { user, names }, services);
    return {};
  };
