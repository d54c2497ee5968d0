import type { Clock } from '../system/services';
import { isCurrent, verifySignature } from './jwt';
import type { IdTokenRefusal, IdTokenResult, LoginVerifier, VerifiedLogin } from './login-verifier';
import type { PoolDirectory } from './pool-directory';

/** What the identity pools know of user pools. */
export function createLoginVerifier(pools: PoolDirectory, clock: Clock): LoginVerifier {
  return {
    verifyIdToken: (token) => verifyIdToken(pools, clock, token),
    isStillSignedIn: (login) => isStillSignedIn(pools, login),
  };
}

async function verifyIdToken(pools: PoolDirectory, clock: Clock, token: string): Promise<IdTokenResult> {
  const signed = await verifySignature(pools, token);
  if (signed.kind === 'refused') return signed;
  const { claims, runtime, signedBy } = signed;
  const { aud, iat, sub, token_use: use, origin_jti: originJti } = claims;
  if (!isCurrent(claims, clock.now()))
    return refused('expired', `Token expired: ${seconds(claims['exp'])} >= ${seconds(clock.now() / 1000)}`);
  if (typeof aud !== 'string' || !runtime.pool.clients.some(({ id }) => id === aud)) {
    return refused('missing-audience', 'The claim aud is not an app client of the pool.');
  }
  // An access token has neither this use nor this key; either alone would be a forgery.
  if (use !== 'id' || signedBy !== 'id' || typeof sub !== 'string' || typeof iat !== 'number') {
    return refused('not-an-id-token', 'The claim token_use is not id.');
  }
  return {
    kind: 'verified',
    login: {
      userPoolId: runtime.pool.id,
      clientId: aud,
      providerName: runtime.pool.endpoint,
      subject: sub,
      issuedAt: iat,
      originJti: typeof originJti === 'string' ? originJti : undefined,
      claims,
    },
  };
}

/** Deleting and disabling a user end every sign-in, as signing out everywhere does. */
function isStillSignedIn(pools: PoolDirectory, login: VerifiedLogin): boolean {
  const runtime = pools.runtimes.find(({ pool }) => pool.id === login.userPoolId);
  const signIn = runtime?.signIns.byEvent(String(login.claims['event_id']));
  return signIn?.subject === login.subject && signIn.state !== 'signed-out';
}

function refused(code: IdTokenRefusal, detail: string): IdTokenResult {
  return { kind: 'refused', code, detail };
}

function seconds(value: unknown): number {
  return typeof value === 'number' ? Math.floor(value) : 0;
}
