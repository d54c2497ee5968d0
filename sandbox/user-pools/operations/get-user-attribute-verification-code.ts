import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { attributeHasNoValue } from '../errors';
import { metadata, oneOf, readInput, token } from '../input';
import { sendAttributeCode } from '../self-service/update-attributes';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  AccessToken: token,
  AttributeName: oneOf(['email', 'phone_number']),
  ClientMetadata: metadata.optional(),
});

/** A code that proves the user's address. */
export const getUserAttributeVerificationCode =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'mailbox'>): Operation =>
  async (input) => {
    const { AccessToken, AttributeName: attribute } = readInput(schema, input);
    const { runtime, user } = await authenticateSelf(services, AccessToken);
    const known = user.pendingAttributes?.has(attribute) === true || user.attributes.has(attribute);
    if (!known) throw attributeHasNoValue(attribute);
    return { CodeDeliveryDetails: sendAttributeCode(runtime, { user, attribute }, services) };
  };
