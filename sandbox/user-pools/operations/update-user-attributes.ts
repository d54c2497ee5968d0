import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { readOwnAttributes } from '../attributes';
import { attributes, metadata, readInput, token } from '../input';
import { updateAttributes } from '../self-service/update-attributes';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ AccessToken: token, UserAttributes: attributes, ClientMetadata: metadata.optional() });

/** A user changes what the app client may write. */
export const updateUserAttributes =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'mailbox'>): Operation =>
  async (input) => {
    const { AccessToken, UserAttributes } = readInput(schema, input);
    const { runtime, client, user } = await authenticateSelf(services, AccessToken);
    const given = readOwnAttributes(runtime.pool, client, UserAttributes);
    return { CodeDeliveryDetailsList: updateAttributes(runtime, { user, given }, services) };
  };
