import { CompactSign } from 'jose';
import type { UserPoolClient } from '../../blueprint/model/user-pools';
import { accessTokenClaims, clientTokenClaims, idTokenClaims } from './claims';
import type { PoolRuntime } from './pool-runtime';
import type { SignIn } from './sign-ins';
import type { SigningKey } from './signing-keys';
import type { User } from './user';
import type { UserPoolServices } from './user-pool-services';

/** As the API answers it. A refresh answers without `RefreshToken`. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  /** Seconds that the access token is good for. */
  readonly ExpiresIn: number;
  readonly IdToken: string;
  readonly RefreshToken?: string;
  readonly TokenType: 'Bearer';
}

/** Whose tokens, and of which sign-in. */
export interface TokenRequest {
  readonly user: User;
  readonly client: UserPoolClient;
  readonly signIn: SignIn;
}

/** Issues an ID token and an access token, each signed with its own key of the pool. */
export async function issueTokens(
  runtime: PoolRuntime,
  request: TokenRequest,
  { clock, ids }: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<AuthenticationResult> {
  const subject = {
    ...request,
    issuer: runtime.issuer,
    groups: runtime.groups.strongestFirst(request.user.groups),
    issuedAt: Math.floor(clock.now() / 1000),
  };
  const keys = runtime.keys.current();
  const [IdToken, AccessToken] = await Promise.all([
    sign(keys.id, idTokenClaims(subject, ids.uuid())),
    sign(keys.access, accessTokenClaims(subject, ids.uuid())),
  ]);
  return { AccessToken, ExpiresIn: request.client.accessTokenSeconds, IdToken, TokenType: 'Bearer' };
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
