import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { sendCode, simulatedDelivery } from '../code-delivery';
import { alreadyConfirmed, attemptLimitExceeded, nothingToVerify, userDoesNotExist } from '../errors';
import { clientId, readInput, secretHash, username } from '../input';
import { checkSecretHash } from '../secret-hash';
import { trackingName } from '../sign-in/attempt';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({ ClientId: clientId, Username: username, SecretHash: secretHash.optional() });

/** A new code; the one before counts no more. Where the client hides who exists, nobody gets one as well. */
export const resendConfirmationCode =
  ({ pools, mailbox }: Pick<UserPoolServices, 'pools' | 'mailbox'>): Operation =>
  (input) => {
    const { ClientId, Username, SecretHash } = readInput(schema, input);
    const { runtime, client } = pools.client(ClientId);
    checkSecretHash(client, Username, SecretHash);
    const user = runtime.users.find(Username);
    if (user === undefined) {
      if (!client.hidesUserExistence) throw userDoesNotExist();
      if (runtime.codes.issue(trackingName(runtime, Username)) === undefined) throw attemptLimitExceeded();
      return { CodeDeliveryDetails: simulatedDelivery(runtime, Username) };
    }
    if (user.status !== 'UNCONFIRMED') throw alreadyConfirmed();
    const details = sendCode(runtime, user, { mailbox });
    if (details === undefined) throw nothingToVerify();
    return { CodeDeliveryDetails: details };
  };
