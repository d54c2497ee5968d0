import { requireAttributes } from '../attributes';
import { deliver } from '../code-delivery';
import type { CodeDeliveryDetails, ContactAttribute } from '../code-delivery';
import { aliasExists, attributeImmutable, attributeRequired } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import { attributeCodeName } from '../remove-user';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

const contacts = ['email', 'phone_number'] as const;

type Services = Pick<UserPoolServices, 'clock' | 'mailbox'>;

/**
 * Changes attributes; an empty value takes one away. A new address counts as unverified, and a code is sent to it where
 * the pool verifies such addresses. Where the pool says so, the old address stays until the code is given.
 *
 * @param given What may be written, checked. `email_verified` and `phone_number_verified` among them (an administrator's
 * alone) make a new address count at once.
 */
export function updateAttributes(
  runtime: PoolRuntime,
  { user, given }: { readonly user: User; readonly given: ReadonlyMap<string, string> },
  services: Services,
): readonly CodeDeliveryDetails[] {
  requireMutable(runtime, given);
  const isNew = (name: string): boolean => given.has(name) && user.attributes.get(name) !== given.get(name);
  const toVerify = contacts.filter(
    (name) =>
      isNew(name) && given.get(`${name}_verified`) !== 'true' && runtime.pool.autoVerifiedAttributes.includes(name),
  );
  const waiting = toVerify.filter((name) => runtime.pool.verifiedBeforeUpdate.includes(name));
  const attributes = new Map(user.attributes);
  for (const [name, value] of given) {
    if (waiting.some((contact) => contact === name)) continue;
    if (contacts.some((contact) => contact === name) && isNew(name)) attributes.set(`${name}_verified`, 'false');
    if (value === '') attributes.delete(name);
    else attributes.set(name, value);
  }
  for (const name of contacts) {
    // An administrator's word on a verification is about the address that comes along with it.
    const word = given.get(`${name}_verified`);
    if (word !== undefined && !waiting.includes(name)) attributes.set(`${name}_verified`, word);
  }
  const pendingAttributes = pendingOf(user, { given, waiting, replaced: contacts.filter(isNew) });
  const changed = { ...user, attributes, pendingAttributes, modifiedAt: services.clock.now() };
  requireFree(runtime, changed, waiting);
  for (const name of contacts.filter(isNew)) forgetCodesOf(runtime, user, name);
  const sent = toVerify.map((name) => sendAttributeCode(runtime, { user: changed, attribute: name }, services));
  runtime.users.save(changed);
  return sent;
}

/** A code that was sent to the address before says nothing about the next one. */
export function forgetCodesOf(runtime: PoolRuntime, user: User, attribute: ContactAttribute): void {
  runtime.attributeCodes.forget(attributeCodeName(user, attribute));
  runtime.codes.forget(user.sub);
  runtime.resetCodes.forget(user.sub);
}

/** Sends a code to an address that waits for one, else to the one that counts. Throws `LimitExceededException`. */
export function sendAttributeCode(
  runtime: PoolRuntime,
  { user, attribute }: { readonly user: User; readonly attribute: ContactAttribute },
  services: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails {
  const destination = user.pendingAttributes?.get(attribute) ?? user.attributes.get(attribute) ?? '';
  const { attributeCodes: codes } = runtime;
  const name = attributeCodeName(user, attribute);
  return deliver(runtime, { user, attribute, destination, codes, name, kind: 'verification-code' }, services);
}

/** Takes attributes away. What the pool requires or signs in with stays. */
export function deleteAttributes(
  runtime: PoolRuntime,
  { user, names }: { readonly user: User; readonly names: readonly string[] },
  { clock }: Pick<UserPoolServices, 'clock'>,
): User {
  requireMutable(runtime, new Map(names.map((name) => [name, ''])));
  const attributes = new Map(user.attributes);
  const pendingAttributes = new Map(user.pendingAttributes);
  for (const name of names) {
    if (runtime.pool.usernameAttributes.includes(name)) throw attributeRequired(name);
    attributes.delete(name);
    attributes.delete(`${name}_verified`);
    pendingAttributes.delete(name);
    if (name === 'email' || name === 'phone_number') forgetCodesOf(runtime, user, name);
  }
  requireAttributes(runtime.pool, attributes);
  return runtime.users.save({ ...user, attributes, pendingAttributes, modifiedAt: clock.now() });
}

interface PendingChange {
  readonly given: ReadonlyMap<string, string>;
  readonly waiting: readonly ContactAttribute[];
  /** Those that got another value; what waited before does no more. */
  readonly replaced: readonly ContactAttribute[];
}

function pendingOf(user: User, { given, waiting, replaced }: PendingChange): ReadonlyMap<string, string> {
  const pending = new Map(user.pendingAttributes);
  for (const name of replaced) pending.delete(name);
  for (const name of waiting) pending.set(name, given.get(name) ?? '');
  return pending;
}

function requireMutable({ pool }: PoolRuntime, given: ReadonlyMap<string, string>): void {
  const fixed = pool.schema.find(({ name, mutable }) => !mutable && given.has(name));
  if (fixed !== undefined) throw attributeImmutable(fixed.name);
}

/** Also a name that waits for its code must be free, or the code would prove an address that cannot be had. */
function requireFree(runtime: PoolRuntime, user: User, waiting: readonly ContactAttribute[]): void {
  requireAttributes(runtime.pool, user.attributes);
  const taken = runtime.users.takenName(user);
  if (taken !== undefined) throw aliasExists(taken.attribute);
  for (const name of waiting) {
    const attributes = new Map(user.attributes).set(name, user.pendingAttributes?.get(name) ?? '');
    const would = runtime.users.takenName({ ...user, attributes: attributes.set(`${name}_verified`, 'true') });
    if (would !== undefined) throw aliasExists(would.attribute);
  }
}
