import { attemptLimitExceeded } from './errors';
import type { PoolRuntime } from './pool-runtime';
import type { User } from './user';
import type { UserPoolServices } from './user-pool-services';

/** Where a code went, masked. */
export interface CodeDeliveryDetails {
  readonly AttributeName: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly Destination: string;
}

/** What a confirmation proves: the first attribute that the pool verifies by itself and that the user has. */
export function verifiableAttribute({ pool }: PoolRuntime, user: User): 'email' | 'phone_number' | undefined {
  return (['phone_number', 'email'] as const).find(
    (name) => pool.autoVerifiedAttributes.includes(name) && user.attributes.has(name),
  );
}

/** Sends a code. `undefined` where there is nowhere to send it. Throws `LimitExceededException`. */
export function sendCode(
  runtime: PoolRuntime,
  user: User,
  { mailbox }: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails | undefined {
  const attribute = verifiableAttribute(runtime, user);
  const destination = attribute === undefined ? undefined : user.attributes.get(attribute);
  if (attribute === undefined || destination === undefined) return undefined;
  const content = runtime.codes.issue(user.sub);
  if (content === undefined) throw attemptLimitExceeded();
  mailbox.send({
    userPoolId: runtime.pool.id,
    username: user.username,
    destination,
    kind: 'confirmation-code',
    content,
  });
  return detailsOf(attribute, destination);
}

/** What is answered about a user who does not exist, where the client hides that. */
export function simulatedDelivery(runtime: PoolRuntime, typed: string): CodeDeliveryDetails {
  const looksLikeEmail = typed.includes('@');
  const letters = runtime.decoys.userIdOf(runtime.users.fold(typed));
  return detailsOf('email', looksLikeEmail ? typed : `${letters.slice(0, 1)}@${letters.slice(1, 2)}`);
}

function detailsOf(attribute: 'email' | 'phone_number', destination: string): CodeDeliveryDetails {
  return attribute === 'email'
    ? { AttributeName: attribute, DeliveryMedium: 'EMAIL', Destination: maskEmail(destination) }
    : { AttributeName: attribute, DeliveryMedium: 'SMS', Destination: `+*******${destination.slice(-4)}` };
}

/** `test@example.com` becomes `t***@e***`. */
function maskEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}
