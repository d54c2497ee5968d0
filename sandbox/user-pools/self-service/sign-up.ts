import { readOwnAttributes } from '../attributes';
import type { GivenAttribute } from '../attributes';
import { sendCode } from '../code-delivery';
import type { CodeDeliveryDetails } from '../code-delivery';
import { signUpNotPermitted, usernameExists } from '../errors';
import { makeUser } from '../new-user';
import type { ClientOfPool } from '../pool-directory';
import type { ClientMetadata, SignUpDecision } from '../triggers/triggers';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

/** What somebody makes an account with. */
export interface SignUpInput {
  /** As typed: the username, or the address that the pool signs in with. */
  readonly name: string;
  readonly password: string;
  readonly attributes: readonly GivenAttribute[];
  /** For the function that may refuse the account. */
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  readonly metadata?: ClientMetadata | undefined;
}

/** The account, UNCONFIRMED until a code or an administrator confirms it, or the pool's function did so at once. */
export interface SignedUp {
  readonly user: User;
  /** `undefined` where no code was sent. */
  readonly delivery: CodeDeliveryDetails | undefined;
}

/** Makes an account. Throws as `SignUp` does. */
export async function signUp(
  { runtime, client }: ClientOfPool,
  { name, password, attributes, validationData, metadata }: SignUpInput,
  services: Pick<UserPoolServices, 'clock' | 'ids' | 'mailbox'>,
): Promise<SignedUp> {
  if (runtime.pool.allowAdminCreateUserOnly) throw signUpNotPermitted();
  const given = readOwnAttributes(runtime.pool, client, attributes);
  const made = makeUser(runtime, { name, password, attributes: given, status: 'UNCONFIRMED' }, services);
  const source = 'PreSignUp_SignUp';
  const decision = await runtime.triggers.preSignUp({ user: made, client, source, validationData, metadata });
  const user = decided(made, decision);
  const taken = runtime.users.takenName(user);
  if (taken !== undefined) {
    throw usernameExists(taken.attribute === 'username' ? 'User already exists' : accountExists(taken.attribute));
  }
  runtime.users.save(user);
  if (user.status === 'UNCONFIRMED') return { user, delivery: sendCode(runtime, { user, unasked: true }, services) };
  await runtime.triggers.postConfirmation({ user, client, source: 'PostConfirmation_ConfirmSignUp', metadata });
  return { user, delivery: undefined };
}

/** Nobody has proven yet that an address is theirs, unless the pool's function vouches for it. */
function decided(user: User, decision: SignUpDecision): User {
  const attributes = new Map(user.attributes);
  if (attributes.has('email')) attributes.set('email_verified', String(decision.autoVerifyEmail));
  if (attributes.has('phone_number')) attributes.set('phone_number_verified', String(decision.autoVerifyPhone));
  return { ...user, attributes, status: decision.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED' };
}

function accountExists(attribute: string): string {
  return `An account with the given ${attribute} already exists.`;
}
