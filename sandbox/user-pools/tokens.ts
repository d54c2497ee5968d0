import { CompactSign } from 'jose';
import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { accessTokenClaims, clientTokenClaims, idTokenClaims, selfServiceScope } from './claims';
import { userDisabled, userDoesNotExist } from './errors';
import { groupClaims } from './membership';
import type { PoolRuntime } from './pool-runtime';
import type { SignIn } from './sign-ins';
import type { SigningKey } from './signing-keys';
import type { ClientMetadata, TokenSource } from './triggers/triggers';
import type { User } from './user';
import type { UserPoolServices } from './user-pool-services';

/** As the API answers it. A refresh answers without `RefreshToken`. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  /** Seconds that the access token is good for. */
  readonly ExpiresIn: number;
  /** Left out where a sign-in at the pool's domain was not granted `openid`. */
  readonly IdToken?: string;
  readonly RefreshToken?: string;
  readonly TokenType: 'Bearer';
}

/** Whose tokens, of which sign-in, and why. What the sign-in was granted decides what kind of tokens they are. */
export interface TokenRequest {
  readonly user: User;
  readonly client: UserPoolClient;
  readonly signIn: SignIn;
  readonly source: TokenSource;
  /** For the function that may change the tokens. */
  readonly metadata?: ClientMetadata | undefined;
}

/**
 * Issues an access token and an ID token, each signed with its own key of the pool, after the pool's function has had
 * its say. Throws as triggers do.
 */
export async function issueTokens(
  runtime: PoolRuntime,
  request: TokenRequest,
  { clock, ids }: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<AuthenticationResult> {
  const { user, signIn } = request;
  const granted = signIn.scopes ?? [selfServiceScope];
  const own = groupClaims(runtime.groups.strongestFirst(user.groups));
  const custom = await runtime.triggers.preTokenGeneration({ ...request, groups: own, scopes: granted });
  requireStillThere(runtime, user);
  const subject = {
    ...request,
    issuer: runtime.issuer,
    groups: custom?.groups ?? own,
    issuedAt: Math.floor(clock.now() / 1000),
  };
  const keys = runtime.keys.current();
  const suppressed = custom?.access.scopesToSuppress ?? [];
  const scopes = [...new Set([...granted, ...(custom?.access.scopesToAdd ?? [])])].filter(
    (scope) => !suppressed.includes(scope),
  );
  const access = accessTokenClaims(subject, { jti: ids.uuid(), changes: custom?.access }, scopes);
  const AccessToken = await sign(keys.access, access);
  const tokens = { AccessToken, ExpiresIn: request.client.accessTokenSeconds, TokenType: 'Bearer' } as const;
  if (signIn.scopes !== undefined && !signIn.scopes.includes('openid')) return tokens;
  const id = idTokenClaims(subject, { jti: ids.uuid(), changes: custom?.id, accessToken: AccessToken });
  return { ...tokens, IdToken: await sign(keys.id, id) };
}

/** Somebody may have lost the account while the pool's function had its say. */
function requireStillThere({ users }: PoolRuntime, { sub }: User): void {
  const user = users.bySubject(sub);
  if (user === undefined) throw userDoesNotExist();
  if (!user.enabled) throw userDisabled();
}

/** Issues the access token of a client that acts for itself, signed with the pool's key of access tokens. */
export async function issueClientToken(
  { issuer, keys }: PoolRuntime,
  { client, scopes }: { readonly client: UserPoolClient; readonly scopes: readonly string[] },
  { clock, ids }: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<string> {
  const subject = { issuer, client, scopes, issuedAt: Math.floor(clock.now() / 1000) };
  return sign(keys.current().access, clientTokenClaims(subject, ids.uuid()));
}

/** The header is exactly `kid` and `alg`. */
function sign({ kid, privateKey }: SigningKey, claims: Readonly<Record<string, unknown>>): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ kid, alg: 'RS256' })
    .sign(privateKey);
}
