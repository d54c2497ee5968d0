import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import {
  refreshTokenExpired,
  refreshTokenInvalid,
  refreshTokenReused,
  refreshTokenRevoked,
  userDisabled,
} from '../errors';
import type { ClientOfPool } from '../pool-directory';
import type { PoolRuntime } from '../pool-runtime';
import type { SignIn } from '../sign-ins';
import { issueTokens } from '../tokens';
import type { AuthenticationResult } from '../tokens';
import type { ClientMetadata } from '../triggers/triggers';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

/** Whether a client's refresh tokens are good for anything: by the flow, or because they rotate, which excludes the flow. */
export function mayRefresh({ refreshRotation, authFlows }: UserPoolClient): boolean {
  return refreshRotation !== undefined || authFlows.has('ALLOW_REFRESH_TOKEN_AUTH');
}

/** What a client refreshes with. */
export interface RefreshRequest {
  readonly refreshToken: string;
  /** A check that needs the user; throws to refuse. */
  readonly check?: ((user: User) => void) | undefined;
  readonly metadata?: ClientMetadata | undefined;
}

/** What a refresh gives, and of which sign-in. */
export interface Refreshed {
  /** With a `RefreshToken` where the client's refresh tokens rotate. */
  readonly tokens: AuthenticationResult;
  readonly user: User;
  readonly signIn: SignIn;
}

/**
 * New tokens of the same sign-in: `auth_time`, `origin_jti` and scopes stay, and it ends when it would have. Where the
 * client's refresh tokens rotate, the one that was used is exchanged; used again after its grace period, it ends the
 * sign-in, as RFC 9700 advises: either of the two who hold it may be the thief.
 */
export async function refresh(
  { runtime, client }: ClientOfPool,
  { refreshToken, check, metadata }: RefreshRequest,
  services: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<Refreshed> {
  const found = runtime.signIns.lookUp(refreshToken);
  if (found.kind === 'unknown') throw refreshTokenInvalid('The refresh token is not of this pool.');
  const { signIn } = found;
  if (signIn.clientId !== client.id) throw refreshTokenInvalid('The refresh token was issued to another app client.');
  const user = runtime.users.bySubject(signIn.subject);
  if (user === undefined) throw refreshTokenInvalid('The user was deleted.');
  check?.(user);
  if (signIn.state !== 'active') throw refreshTokenRevoked();
  if (signIn.refreshUntil <= services.clock.now()) throw refreshTokenExpired();
  if (!user.enabled) throw userDisabled();
  refuseReused(runtime, refreshToken);
  const source = 'TokenGeneration_RefreshTokens';
  const tokens = await issueTokens(runtime, { user, client, signIn, source, metadata }, services);
  // Somebody may have signed out, or been quicker to refresh, while the tokens were made.
  if (runtime.signIns.byEvent(signIn.eventId)?.state !== 'active') throw refreshTokenRevoked();
  if (client.refreshRotation === undefined) return { tokens, user, signIn };
  refuseReused(runtime, refreshToken);
  const next = runtime.signIns.exchange(refreshToken, signIn, client.refreshRotation.graceSeconds);
  return { tokens: { ...tokens, RefreshToken: next }, user, signIn };
}

function refuseReused({ signIns }: PoolRuntime, refreshToken: string): void {
  const found = signIns.lookUp(refreshToken);
  if (found.kind !== 'reused') return;
  signIns.revoke(found.signIn);
  throw refreshTokenReused();
}
