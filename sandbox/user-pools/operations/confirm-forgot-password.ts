import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, confirmationCode, metadata, password, readInput, secretHash, username } from '../input';
import { checkSecretHash } from '../secret-hash';
import { confirmForgotPassword as replaceForgotten } from '../self-service/confirm-forgot-password';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  ClientId: clientId,
  Username: username,
  ConfirmationCode: confirmationCode,
  Password: password,
  SecretHash: secretHash.optional(),
  ClientMetadata: metadata.optional(),
});

/** The code that was sent sets a new password. */
export const confirmForgotPassword =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): Operation =>
  async (input) => {
    const { ClientId, Username, ConfirmationCode, Password, SecretHash, ...rest } = readInput(schema, input);
    const at = services.pools.client(ClientId);
    checkSecretHash(at.client, Username, SecretHash);
    const metadata = rest.ClientMetadata;
    await replaceForgotten(at, { name: Username, code: ConfirmationCode, password: Password, metadata }, services);
    return {};
  };
