import type { IdentityProvider, UserPoolClient } from '../../../blueprint/model/user-pools';
import { AwsJsonError } from '../../protocol/aws-json';
import { missingAttributes } from '../attributes';
import { storePassword } from '../password';
import type { PoolRuntime } from '../pool-runtime';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import {
  accountDisabled,
  accountUnconfirmed,
  attributeImmutable,
  attributesRequired,
  attributeTaken,
  nameTaken,
  providerNotOfClient,
  triggerRefused,
  unusableSubject,
} from './errors';
import { findByIdentity, withIdentities } from './identities';
import { mapAttributes, type ExternalClaims } from './map-attributes';

/** Somebody for whom an identity provider vouches; everything here was verified. */
export interface ExternalUser {
  readonly client: UserPoolClient;
  readonly provider: IdentityProvider;
  /** `NameID` or `sub`. */
  readonly subject: string;
  /** The entity that issued the assertion; `null` for OpenID Connect. */
  readonly issuer: string | null;
  readonly claims: ExternalClaims;
}

type Services = Pick<UserPoolServices, 'clock' | 'ids'>;
type Mapped = ReadonlyMap<string, string | undefined>;

/** User names of the service model. */
const usernamePattern = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/**
 * The user of the pool that an identity provider's user is: made at the first sign-in, brought up to date at each later
 * one, or a local user whom an administrator has linked. Asks the pool's functions in the order of the AWS developer
 * guide, Lambda triggers for federated users. Throws a `FederationRefusal`.
 */
export async function signInExternalUser(
  runtime: PoolRuntime,
  external: ExternalUser,
  services: Services,
): Promise<User> {
  const { client, provider, subject, claims } = external;
  if (!client.identityProviders.includes(provider.name)) throw providerNotOfClient(provider.name);
  const mapped = mapAttributes(runtime.pool, external, claims);
  const known = findByIdentity(runtime, { providerName: provider.name, userId: subject });
  return known === undefined
    ? signInFirst(runtime, { ...external, mapped }, services)
    : signInAgain(runtime, { client, known, mapped }, services);
}

async function signInFirst(
  runtime: PoolRuntime,
  { mapped, ...external }: ExternalUser & { readonly mapped: Mapped },
  services: Services,
): Promise<User> {
  const { client } = external;
  const user = makeAccount(runtime, { ...external, attributes: filled(new Map(), mapped) }, services);
  requireAll(runtime, user);
  if (runtime.users.find(user.username) !== undefined) throw nameTaken(user.username);
  await asked(runtime.triggers.preSignUp({ user, client, source: 'PreSignUp_ExternalProvider' }));
  // The function may have linked this very identity, or somebody else been faster.
  const { userId, providerName } = { userId: external.subject, providerName: external.provider.name };
  if (findByIdentity(runtime, { userId, providerName }) !== undefined) throw nameTaken(user.username);
  if (runtime.users.takenName(user) !== undefined) throw nameTaken(user.username);
  addProviderGroup(runtime, providerName, services);
  runtime.users.save(user);
  await asked(runtime.triggers.postConfirmation({ user, client, source: 'PostConfirmation_ConfirmSignUp' }));
  return user;
}

async function signInAgain(
  runtime: PoolRuntime,
  { client, known, mapped }: { readonly client: UserPoolClient; readonly known: User; readonly mapped: Mapped },
  { clock }: Services,
): Promise<User> {
  if (!known.enabled) throw accountDisabled();
  // Somebody signed up with this name and never showed that the address is theirs.
  if (known.status === 'UNCONFIRMED') throw accountUnconfirmed();
  for (const name of mapped.keys()) {
    const declared = runtime.pool.schema.find((attribute) => attribute.name === name);
    // AWS refuses even the value that is there already.
    if (declared?.mutable === false) throw attributeImmutable(name);
  }
  const user = { ...known, attributes: filled(known.attributes, mapped), modifiedAt: clock.now() };
  requireAll(runtime, user);
  const taken = runtime.users.takenName(user);
  if (taken !== undefined) throw attributeTaken(taken.attribute);
  const saved = runtime.users.save(user);
  await asked(runtime.triggers.postAuthentication({ user: saved, client }));
  return saved;
}

function makeAccount(
  runtime: PoolRuntime,
  external: ExternalUser & { readonly attributes: ReadonlyMap<string, string> },
  { clock, ids }: Services,
): User {
  const { provider, subject, issuer, attributes } = external;
  const username = `${provider.name}_${subject}`;
  if (subject === '' || !usernamePattern.test(username)) throw unusableSubject();
  const now = clock.now();
  // Nobody ever learns this password; an administrator may set another one.
  const password = storePassword({ poolName: runtime.srpName, userId: username }, ids.bytes(32).toString('hex'), ids);
  const user: User = {
    username,
    sub: ids.uuid(),
    status: 'EXTERNAL_PROVIDER',
    enabled: true,
    attributes,
    password,
    temporaryPasswordUntil: undefined,
    groups: new Set([groupOf(runtime, provider.name)]),
    createdAt: now,
    modifiedAt: now,
  };
  const { name: providerName, kind: providerType } = provider;
  return withIdentities(user, [
    { userId: subject, providerName, providerType, issuer, primary: true, dateCreated: now },
  ]);
}

/** What the provider says no more is there no more: a group that somebody has left must not stay with them. */
function filled(before: ReadonlyMap<string, string>, mapped: Mapped): ReadonlyMap<string, string> {
  const attributes = new Map(before);
  for (const [name, value] of mapped) {
    if (value === undefined) attributes.delete(name);
    else attributes.set(name, value);
  }
  return attributes;
}

function requireAll({ pool }: PoolRuntime, { attributes }: User): void {
  const missing = missingAttributes(pool, attributes);
  if (missing.length > 0) throw attributesRequired(missing);
}

const groupOf = ({ pool }: PoolRuntime, provider: string): string => `${pool.id}_${provider}`;

/** Cognito puts all users of a provider in a group of its own. */
function addProviderGroup(runtime: PoolRuntime, provider: string, { clock }: Services): void {
  const name = groupOf(runtime, provider);
  if (runtime.groups.find(name) !== undefined) return;
  const description = `Autogenerated group for users who sign in using ${provider}`;
  runtime.groups.add({ name, description, roleArn: undefined, precedence: undefined, createdAt: clock.now() });
}

/** A function's refusal goes back to the application, in AWS's words. */
async function asked<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof AwsJsonError) throw triggerRefused(`${error.message} `);
    throw error;
  }
}
