import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { readOwnAttributes, requireAttributes } from '../attributes';
import {
  aliasExists,
  attributeProvided,
  incorrectPassword,
  missingParameter,
  sessionExpired,
  sessionInvalid,
} from '../errors';
import { replacePassword } from '../new-password';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

const prefix = 'userAttributes.';

/** What stands behind `NEW_PASSWORD_REQUIRED`. */
export interface NewPasswordAnswer {
  readonly session: string | undefined;
  readonly responses: Readonly<Record<string, string>>;
}

/**
 * Sets the password that the user chose. A password that the policy refuses may be tried again in the same session; a
 * session that was good once is good no more.
 */
export function answerNewPassword(
  runtime: PoolRuntime,
  client: UserPoolClient,
  { session, responses, ...services }: NewPasswordAnswer & Pick<UserPoolServices, 'clock' | 'ids'>,
): User {
  const { USERNAME: name, NEW_PASSWORD: password } = responses;
  if (name === undefined) throw missingParameter('USERNAME');
  if (password === undefined) throw missingParameter('NEW_PASSWORD');
  if (session === undefined) throw missingParameter('Session');
  const user = challengedUser(runtime, client, session);
  if (runtime.users.find(name)?.sub !== user.sub) throw incorrectPassword('USERNAME is not the user of the session.');
  const completed = withAttributes(runtime, client, { user, responses });
  const confirmed = replacePassword(runtime, { user: completed, password, temporary: false }, services);
  runtime.newPasswordChallenges.take(session);
  return runtime.users.save(confirmed);
}

function challengedUser(runtime: PoolRuntime, client: UserPoolClient, session: string): User {
  const found = runtime.newPasswordChallenges.look(session);
  if (found.kind === 'expired') throw sessionExpired('The session is too old.');
  if (found.kind === 'unknown') throw sessionInvalid('The session is not of this pool, or was used before.');
  const { clientId, subject, password } = found.value;
  const user = runtime.users.bySubject(subject);
  if (clientId !== client.id) throw sessionInvalid('The session was given to another app client.');
  if (user === undefined || !user.enabled) throw sessionInvalid('The user is deleted or disabled.');
  if (user.password !== password) throw sessionInvalid('The password was changed meanwhile.');
  return user;
}

function withAttributes(
  runtime: PoolRuntime,
  client: UserPoolClient,
  { user, responses }: { readonly user: User; readonly responses: Readonly<Record<string, string>> },
): User {
  const given = Object.entries(responses)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, Value]) => ({ Name: name.slice(prefix.length), Value }));
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
