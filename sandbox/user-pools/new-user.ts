import type { UserPool } from '../../blueprint/model/user-pools';
import { isEmail, isPhoneNumber, requireAttributes } from './attributes';
import { passwordRefused, usernameForm } from './errors';
import { temporaryUntil } from './new-password';
import { storePassword } from './password';
import { policyFault } from './password-policy';
import type { PoolRuntime } from './pool-runtime';
import type { User, UserStatus } from './user';
import type { UserPoolServices } from './user-pool-services';

/** An account to be. */
export interface NewUser {
  /** As typed: the username, or the email address or phone number that the pool signs in with. */
  readonly name: string;
  readonly password: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly status: UserStatus;
}

/** Makes an account, and does not keep it yet. Throws for a name, a password or attributes that the pool refuses. */
export function makeUser(
  runtime: PoolRuntime,
  { name, password, attributes, status }: NewUser,
  { clock, ids }: Pick<UserPoolServices, 'clock' | 'ids'>,
): User {
  const { pool } = runtime;
  const sub = ids.uuid();
  const signInAttribute = nameAttribute(pool, name);
  const all = signInAttribute === undefined ? attributes : new Map([...attributes, [signInAttribute, name]]);
  const username = signInAttribute === undefined ? name : sub;
  const fault = policyFault(pool.passwordPolicy, password);
  if (fault !== undefined) throw passwordRefused('with', fault);
  requireAttributes(pool, all);
  const now = clock.now();
  return {
    username,
    sub,
    status,
    enabled: true,
    attributes: all,
    password: storePassword({ poolName: runtime.srpName, userId: username }, password, ids),
    temporaryPasswordUntil: status === 'FORCE_CHANGE_PASSWORD' ? temporaryUntil(runtime, now) : undefined,
    groups: new Set(),
    createdAt: now,
    modifiedAt: now,
  };
}

/** The attribute that the typed name fills; `undefined` where users choose a username. */
function nameAttribute(pool: UserPool, name: string): 'email' | 'phone_number' | undefined {
  const byEmail = pool.usernameAttributes.includes('email');
  const byPhone = pool.usernameAttributes.includes('phone_number');
  if (byEmail && isEmail(name)) return 'email';
  if (byPhone && isPhoneNumber(name)) return 'phone_number';
  if (byEmail && byPhone) throw usernameForm('Username should be either an email or a phone number.');
  if (byEmail) throw usernameForm('Username should be an email.');
  if (byPhone) throw usernameForm('Username should be a phone number.');
  if (pool.aliasAttributes.includes('email') && isEmail(name)) {
    throw usernameForm('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (pool.aliasAttributes.includes('phone_number') && isPhoneNumber(name)) {
    throw usernameForm(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
  return undefined;
}
