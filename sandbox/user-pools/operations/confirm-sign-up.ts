import { z } from 'zod';
import type { AwsJsonError, Operation } from '../../protocol/aws-json';
import { verifiableAttribute } from '../code-delivery';
import type { CodeCheck } from '../confirmation-codes';
import {
  aliasExists,
  attemptLimitExceeded,
  cannotBeConfirmed,
  codeExpired,
  codeMismatch,
  usernameClientNotFound,
} from '../errors';
import { clientId, confirmationCode, flag, readInput, secretHash, username } from '../input';
import type { PoolRuntime } from '../pool-runtime';
import { checkSecretHash } from '../secret-hash';
import { trackingName } from '../sign-in/attempt';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  ClientId: clientId,
  Username: username,
  ConfirmationCode: confirmationCode,
  SecretHash: secretHash.optional(),
  ForceAliasCreation: flag.optional(),
});

/** The code that was sent confirms the account, and that the address is the user's. */
export const confirmSignUp =
  ({ pools, clock }: Pick<UserPoolServices, 'pools' | 'clock'>): Operation =>
  (input) => {
    const { ClientId, Username, ConfirmationCode, SecretHash, ForceAliasCreation } = readInput(schema, input);
    const { runtime, client } = pools.client(ClientId);
    checkSecretHash(client, Username, SecretHash);
    const user = runtime.users.find(Username);
    if (user === undefined && !client.hidesUserExistence) throw usernameClientNotFound();
    if (user !== undefined && user.status !== 'UNCONFIRMED') throw cannotBeConfirmed(user.status);
    const name = trackingName(runtime, Username);
    const check = runtime.codes.check(name, ConfirmationCode);
    if (user === undefined || check !== 'right') throw refusalOf(check);
    const confirmed = confirm(runtime, user, clock.now());
    claimNames(runtime, confirmed, ForceAliasCreation === true);
    runtime.codes.forget(name);
    runtime.users.save(confirmed);
    return {};
  };

function refusalOf(check: CodeCheck): AwsJsonError {
  switch (check) {
    case 'too-many-attempts':
      return attemptLimitExceeded();
    case 'expired':
      return codeExpired('The code is older than 24 hours.');
    case 'never-requested':
      return codeExpired('No code was requested, or it was used.');
    default:
      return codeMismatch();
  }
}

function confirm(runtime: PoolRuntime, user: User, now: number): User {
  const attribute = verifiableAttribute(runtime, user);
  const attributes = new Map(user.attributes);
  if (attribute !== undefined) attributes.set(`${attribute}_verified`, 'true');
  return { ...user, attributes, status: 'CONFIRMED', modifiedAt: now };
}

/** An address that was another user's alias moves only where the caller says so. */
function claimNames(runtime: PoolRuntime, user: User, force: boolean): void {
  const taken = runtime.users.takenName(user);
  if (taken === undefined) return;
  const owner = runtime.users.find(taken.value);
  if (!force || owner === undefined) throw aliasExists(taken.attribute);
  const attributes = new Map([...owner.attributes, [`${taken.attribute}_verified`, 'false']]);
  runtime.users.save({ ...owner, attributes });
}
