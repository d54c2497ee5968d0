import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, readInput, secretHash, username } from '../input';
import { checkSecretHash } from '../secret-hash';
import { forgotPassword as sendResetCode } from '../self-service/forgot-password';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ ClientId: clientId, Username: username, SecretHash: secretHash.optional() });

/** A code to replace a forgotten password with. */
export const forgotPassword =
  (services: Pick<UserPoolServices, 'pools' | 'mailbox'>): Operation =>
  (input) => {
    const { ClientId, Username, SecretHash } = readInput(schema, input);
    const at = services.pools.client(ClientId);
    checkSecretHash(at.client, Username, SecretHash);
    return { CodeDeliveryDetails: sendResetCode(at, { name: Username }, services) };
  };
