import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, readInput, secretHash, username } from '../input';
import { checkSecretHash } from '../secret-hash';
import { resendCode } from '../self-service/resend-code';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ ClientId: clientId, Username: username, SecretHash: secretHash.optional() });

/** A new code; the one before counts no more. */
export const resendConfirmationCode =
  (services: Pick<UserPoolServices, 'pools' | 'mailbox'>): Operation =>
  (input) => {
    const { ClientId, Username, SecretHash } = readInput(schema, input);
    const at = services.pools.client(ClientId);
    checkSecretHash(at.client, Username, SecretHash);
    return { CodeDeliveryDetails: resendCode(at, { name: Username }, services) };
  };
