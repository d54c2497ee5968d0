import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { authenticateSelf } from '../access-token';
import { confirmationCode, oneOf, readInput, token } from '../input';
import { verifyAttribute } from '../self-service/verify-attribute';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  AccessToken: token,
  AttributeName: oneOf(['email', 'phone_number']),
  Code: confirmationCode,
});

/** The code that was sent proves the address. */
export const verifyUserAttribute =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { AccessToken, AttributeName: attribute, Code: code } = readInput(schema, input);
    const { runtime, user } = await authenticateSelf(services, AccessToken);
    verifyAttribute(runtime, { user, attribute, code }, services);
    return {};
  };
