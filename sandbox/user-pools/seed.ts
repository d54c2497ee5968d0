import { AwsJsonError } from '../protocol/aws-json';
import { readAttributes } from './attributes';
import { SeedError } from './errors';
import { makeUser } from './new-user';
import type { PoolDirectory } from './pool-directory';
import type { PoolRuntime } from './pool-runtime';
import type { UserPoolServices } from './user-pool-services';

/** A user who is there, confirmed, from the start. */
export interface SeedUser {
  /** Id, name, or `<stack>:<address>` of the pool; needed only where there is more than one. */
  readonly userPool?: string | undefined;
  /** As typed at sign-in. */
  readonly username: string;
  readonly password: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Groups that the pool has. */
  readonly groups?: readonly string[] | undefined;
}

/** Adds confirmed users. The address a user signs in with counts as verified. Throws `SeedError`. */
export function seedUsers(
  users: readonly SeedUser[],
  services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>,
): void {
  for (const user of users) {
    try {
      seedUser(user, services);
    } catch (error) {
      if (!(error instanceof AwsJsonError)) throw error;
      throw new SeedError(`The user ${user.username} cannot be added: ${error.message}`);
    }
  }
}

function seedUser(seed: SeedUser, services: Pick<UserPoolServices, 'pools' | 'clock' | 'ids'>): void {
  const runtime = poolOf(seed, services.pools);
  const { username: name, password, groups = [] } = seed;
  const given = Object.entries(seed.attributes ?? {}).map(([Name, Value]) => ({ Name, Value }));
  const attributes = readAttributes(runtime.pool, given);
  const made = makeUser(runtime, { name, password, attributes, status: 'CONFIRMED' }, services);
  const user = { ...made, attributes: withVerified(runtime, made.attributes), groups: new Set(groups) };
  const missing = groups.find((group) => runtime.groups.find(group) === undefined);
  if (missing !== undefined) {
    const known = runtime.groups.all().map((group) => group.name);
    throw new SeedError(
      `The user ${name} cannot be added: there is no group ${missing}. The pool has: ${known.join(', ') || 'none'}.`,
    );
  }
  if (runtime.users.takenName(user) !== undefined) throw new SeedError(`The user ${name} is there already.`);
  runtime.users.save(user);
}

function withVerified({ pool }: PoolRuntime, attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const all = new Map(attributes);
  for (const name of pool.autoVerifiedAttributes) {
    if (all.has(name) && !all.has(`${name}_verified`)) all.set(`${name}_verified`, 'true');
  }
  return all;
}

function poolOf({ username, userPool }: SeedUser, { runtimes }: PoolDirectory): PoolRuntime {
  const candidates = runtimes.filter(
    ({ pool }) => userPool === undefined || [pool.id, pool.name, `${pool.stack}:${pool.address}`].includes(userPool),
  );
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  const known = runtimes.map(({ pool }) => `${pool.id} (${pool.stack}:${pool.address})`).join(', ') || 'none';
  throw new SeedError(
    `The user ${username} cannot be added: ${userPool === undefined ? 'no userPool is named' : `userPool is ${userPool}`}, and ${candidates.length} pools fit. Name one of: ${known}.`,
  );
}
