import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { attributes, clientId, metadata, password, readInput, secretHash, username } from '../input';
import { checkSecretHash } from '../secret-hash';
import { signUp as makeAccount } from '../self-service/sign-up';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  ClientId: clientId,
  Username: username,
  Password: password,
  SecretHash: secretHash.optional(),
  UserAttributes: attributes.optional(),
  ValidationData: attributes.optional(),
  ClientMetadata: metadata.optional(),
});

/** Somebody makes an account, which stays UNCONFIRMED until a code, an administrator or a trigger confirms it. */
export const signUp =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids' | 'mailbox'>): Operation =>
  async (input) => {
    const { ClientId, Username, Password, SecretHash, UserAttributes = [], ...rest } = readInput(schema, input);
    const at = services.pools.client(ClientId);
    checkSecretHash(at.client, Username, SecretHash);
    const { user, delivery } = await makeAccount(
      at,
      {
        name: Username,
        password: Password,
        attributes: UserAttributes,
        validationData: pairs(rest.ValidationData),
        metadata: rest.ClientMetadata,
      },
      services,
    );
    return { UserConfirmed: user.status === 'CONFIRMED', UserSub: user.sub, CodeDeliveryDetails: delivery };
  };

function pairs(given: z.infer<typeof attributes> | undefined): Readonly<Record<string, string>> | undefined {
  return given === undefined ? undefined : Object.fromEntries(given.map(({ Name, Value = '' }) => [Name, Value]));
}
