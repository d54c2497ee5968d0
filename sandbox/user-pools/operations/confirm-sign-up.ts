import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { clientId, confirmationCode, flag, metadata, readInput, secretHash, username } from '../input';
import { checkSecretHash } from '../secret-hash';
import { confirmSignUp as confirmAccount } from '../self-service/confirm-sign-up';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  ClientId: clientId,
  Username: username,
  ConfirmationCode: confirmationCode,
  SecretHash: secretHash.optional(),
  ForceAliasCreation: flag.optional(),
  ClientMetadata: metadata.optional(),
});

/** The code that was sent confirms the account. */
export const confirmSignUp =
  (services: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  async (input) => {
    const { ClientId, Username, ConfirmationCode, SecretHash, ...rest } = readInput(schema, input);
    const at = services.pools.client(ClientId);
    checkSecretHash(at.client, Username, SecretHash);
    const { ForceAliasCreation: forceAlias, ClientMetadata } = rest;
    await confirmAccount(
      at,
      { name: Username, code: ConfirmationCode, forceAlias, metadata: ClientMetadata },
      services,
    );
    return {};
  };
