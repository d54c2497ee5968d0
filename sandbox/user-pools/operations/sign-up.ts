import { z } from 'zod';
import type { Operation } from '../../protocol/aws-json';
import { readOwnAttributes } from '../attributes';
import { sendCode } from '../code-delivery';
import { signUpNotPermitted, usernameExists } from '../errors';
import { attributes, clientId, password, readInput, secretHash, username } from '../input';
import { makeUser } from '../new-user';
import { checkSecretHash } from '../secret-hash';
import type { UserPoolServices } from '../user-pool-services';

const schema = z.object({
  ClientId: clientId,
  Username: username,
  Password: password,
  SecretHash: secretHash.optional(),
  UserAttributes: attributes.optional(),
});

/** Somebody makes an account, which stays UNCONFIRMED until a code or an administrator confirms it. */
export const signUp =
  (services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids' | 'mailbox'>): Operation =>
  (input) => {
    const { ClientId, Username, Password, SecretHash, UserAttributes = [] } = readInput(schema, input);
    const { runtime, client } = services.pools.client(ClientId);
    checkSecretHash(client, Username, SecretHash);
    if (runtime.pool.allowAdminCreateUserOnly) throw signUpNotPermitted();
    const given = readOwnAttributes(runtime.pool, client, UserAttributes);
    const made = makeUser(
      runtime,
      { name: Username, password: Password, attributes: given, status: 'UNCONFIRMED' },
      services,
    );
    const user = { ...made, attributes: withUnverified(made.attributes) };
    const taken = runtime.users.takenName(user);
    if (taken !== undefined) {
      throw usernameExists(taken.attribute === 'username' ? 'User already exists' : accountExists(taken.attribute));
    }
    runtime.users.save(user);
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      CodeDeliveryDetails: sendCode(runtime, user, services),
    };
  };

/** Nobody has proven yet that the address is theirs. */
function withUnverified(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const all = new Map(attributes);
  for (const name of ['email', 'phone_number']) if (all.has(name)) all.set(`${name}_verified`, 'false');
  return all;
}

function accountExists(attribute: string): string {
  return `An account with the given ${attribute} already exists.`;
}
