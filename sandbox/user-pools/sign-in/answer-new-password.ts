import { readOwnAttributes, requireAttributes } from '../attributes';
import type { GivenAttribute } from '../attributes';
import { aliasExists, attributeProvided } from '../errors';
import { replacePassword } from '../new-password';
import type { ClientOfPool } from '../pool-directory';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import type { ProvenUser } from './next-step';
import { openStep } from './open-step';
import { requireSameUser } from './same-user';

/** What stands behind `NEW_PASSWORD_REQUIRED`. */
export interface NewPasswordAnswer {
  readonly session: string;
  readonly password: string;
  /** Those that the pool requires, and others that the client may write. */
  readonly attributes?: readonly GivenAttribute[] | undefined;
  /** As typed; `undefined` where the session alone tells who it is. */
  readonly name?: string | undefined;
}

/**
 * Sets the password that the user chose. A password that the policy refuses may be tried again in the same session; a
 * session that was good once is good no more.
 */
export function answerNewPassword(
  at: ClientOfPool,
  { session, password, attributes = [], name }: NewPasswordAnswer,
  services: Pick<UserPoolServices, 'clock' | 'ids'>,
): ProvenUser {
  const { runtime, client } = at;
  const { user } = openStep(at, { session, kind: 'new-password' });
  requireSameUser(runtime, user, name);
  const completed = withAttributes(at, user, attributes);
  const confirmed = replacePassword(runtime, { user: completed, password, temporary: false }, services);
  runtime.signInSteps.take(session);
  return { runtime, client, user: runtime.users.save(confirmed), factors: 'password' };
}

function withAttributes({ runtime, client }: ClientOfPool, user: User, given: readonly GivenAttribute[]): User {
  const attributes = new Map(user.attributes);
  for (const [name, value] of readOwnAttributes(runtime.pool, client, given)) {
    if (attributes.has(name) && isFixed(runtime, name)) throw attributeProvided(name);
    // What was proven of the old address says nothing about the new one.
    if (attributes.get(name) !== value) attributes.delete(`${name}_verified`);
    attributes.set(name, value);
  }
  requireAttributes(runtime.pool, attributes);
  const completed = { ...user, attributes };
  const taken = runtime.users.takenName(completed);
  if (taken !== undefined) throw aliasExists(taken.attribute);
  return completed;
}

function isFixed({ pool }: PoolRuntime, attribute: string): boolean {
  return (
    pool.usernameAttributes.includes(attribute) ||
    pool.schema.some(({ name, required }) => required && name === attribute)
  );
}
