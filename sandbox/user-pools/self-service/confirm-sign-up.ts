import { verifiableAttribute } from '../code-delivery';
import { aliasExists, cannotBeConfirmed, usernameClientNotFound } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import type { PoolRuntime } from '../pool-runtime';
import { trackingName } from '../sign-in/attempt';
import type { ClientMetadata } from '../triggers/triggers';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { codeRefusal } from './code-refusal';

/** What confirms an account. */
export interface ConfirmSignUpInput {
  /** As typed. */
  readonly name: string;
  readonly code: string;
  /** Takes an address over that was another user's alias. */
  readonly forceAlias?: boolean | undefined;
  readonly metadata?: ClientMetadata | undefined;
}

/** The code that was sent confirms the account, and that the address is the user's. Throws as `ConfirmSignUp` does. */
export async function confirmSignUp(
  { runtime, client }: ClientOfPool,
  { name, code, forceAlias = false, metadata }: ConfirmSignUpInput,
  { clock }: Pick<UserPoolServices, 'clock'>,
): Promise<User> {
  const user = runtime.users.find(name);
  if (user === undefined && !client.hidesUserExistence) throw usernameClientNotFound();
  if (user !== undefined && user.status !== 'UNCONFIRMED') throw cannotBeConfirmed(user.status);
  const codeName = trackingName(runtime, name);
  const check = runtime.codes.check(codeName, code);
  if (user === undefined || check !== 'right') throw codeRefusal(check);
  const confirmed = confirm(runtime, user, clock.now());
  claimNames(runtime, confirmed, forceAlias);
  runtime.codes.forget(codeName);
  runtime.users.save(confirmed);
  const source = 'PostConfirmation_ConfirmSignUp';
  await runtime.triggers.postConfirmation({ user: confirmed, client, source, metadata });
  return confirmed;
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
