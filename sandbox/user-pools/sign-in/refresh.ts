import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { refreshTokenExpired, refreshTokenInvalid, refreshTokenRevoked } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import { checkSecretHash } from '../secret-hash';
import { issueTokens } from '../tokens';
import type { UserPoolServices } from '../user-pool-services';
import type { SignInAnswer } from './finish-sign-in';

/** What a client refreshes with. */
export interface RefreshRequest {
  readonly refreshToken: string;
  /** Over the permanent username. */
  readonly secretHash: string | undefined;
}

/** New ID and access tokens of the same sign-in: `auth_time` and `origin_jti` stay. No new refresh token. */
export async function refresh(
  runtime: PoolRuntime,
  client: UserPoolClient,
  { refreshToken, secretHash, ...services }: RefreshRequest & Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<SignInAnswer> {
  const signIn = runtime.signIns.byRefreshToken(refreshToken);
  if (signIn === undefined) throw refreshTokenInvalid('The refresh token is not of this pool.');
  if (signIn.clientId !== client.id) throw refreshTokenInvalid('The refresh token was issued to another app client.');
  const user = runtime.users.bySubject(signIn.subject);
  if (user === undefined) throw refreshTokenInvalid('The user was deleted.');
  checkSecretHash(client, user.username, secretHash);
  if (signIn.state !== 'active') throw refreshTokenRevoked();
  if (signIn.refreshUntil <= services.clock.now()) throw refreshTokenExpired();
  return {
    ChallengeParameters: {},
    AuthenticationResult: await issueTokens(runtime, { user, client, signIn }, services),
  };
}
