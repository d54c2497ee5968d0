import { isPhoneNumber } from './attributes';
import type { ConfirmationCodes } from './confirmation-codes';
import { attemptLimitExceeded } from './errors';
import type { Mail } from './mailbox';
import type { PoolRuntime } from './pool-runtime';
import type { User } from './user';
import type { UserPoolServices } from './user-pool-services';

/** An attribute to which codes can be sent. */
export type ContactAttribute = 'email' | 'phone_number';

/** Where a code went, masked. */
export interface CodeDeliveryDetails {
  readonly AttributeName: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly Destination: string;
}

/** A code to be made and sent. */
export interface CodeToSend {
  readonly user: User;
  readonly attribute: ContactAttribute;
  readonly destination: string;
  readonly codes: ConfirmationCodes;
  /** By which the code is kept and its guesses are counted. */
  readonly name: string;
  readonly kind: Exclude<Mail['kind'], 'temporary-password'>;
  /** Nobody asked for the code: it comes with something else. @default false */
  readonly unasked?: boolean | undefined;
}

/** What a confirmation proves: the first attribute that the pool verifies by itself and that the user has. */
export function verifiableAttribute({ pool }: PoolRuntime, user: User): ContactAttribute | undefined {
  return (['phone_number', 'email'] as const).find(
    (name) => pool.autoVerifiedAttributes.includes(name) && user.attributes.has(name),
  );
}

/** Sends the code of a sign-up. `undefined` where there is nowhere to send it. Throws `LimitExceededException`. */
export function sendCode(
  runtime: PoolRuntime,
  { user, unasked }: Pick<CodeToSend, 'user' | 'unasked'>,
  services: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails | undefined {
  const attribute = verifiableAttribute(runtime, user);
  const destination = attribute === undefined ? undefined : user.attributes.get(attribute);
  if (attribute === undefined || destination === undefined) return undefined;
  const { codes } = runtime;
  const kind = 'confirmation-code';
  return deliver(runtime, { user, attribute, destination, codes, name: user.sub, kind, unasked }, services);
}

/** Makes a code and sends it. Throws `LimitExceededException`. */
export function deliver(
  runtime: PoolRuntime,
  { user, attribute, destination, codes, name, kind, unasked = false }: CodeToSend,
  { mailbox }: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails {
  const content = unasked ? codes.issueUnasked(name) : codes.issue(name);
  if (content === undefined) throw attemptLimitExceeded();
  mailbox.send({ userPoolId: runtime.pool.id, username: user.username, destination, kind, content });
  return detailsOf(runtime, attribute, destination);
}

/** What is answered about a user who does not exist, where the client hides that. */
export function simulatedDelivery(runtime: PoolRuntime, typed: string): CodeDeliveryDetails {
  if (isPhoneNumber(typed)) return detailsOf(runtime, 'phone_number', typed);
  const letters = runtime.decoys.userIdOf(runtime.users.fold(typed));
  return detailsOf(runtime, 'email', typed.includes('@') ? typed : `${letters.slice(0, 1)}@${letters.slice(1, 2)}`);
}

/** Folded, or the case in which an address was typed would tell it from one that is stored. */
function detailsOf({ users }: PoolRuntime, attribute: ContactAttribute, destination: string): CodeDeliveryDetails {
  return attribute === 'email'
    ? { AttributeName: attribute, DeliveryMedium: 'EMAIL', Destination: maskEmail(users.fold(destination)) }
    : { AttributeName: attribute, DeliveryMedium: 'SMS', Destination: `+*******${destination.slice(-4)}` };
}

/** `test@example.com` becomes `t***@e***`. */
function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}
