import type { Clock } from '../system/services';
import { isCurrent, verifySignature } from './jwt';
import type { PoolDirectory } from './pool-directory';

/** What API Gateway asks of the user pools. */
export interface ApiTokenVerifier {
  /**
   * Checks a token that a client brings to an API: signature, issuer, times, use. Like API Gateway it asks nobody whether
   * the token was revoked, so that one is good until it expires.
   */
  verify(token: string, expected: ExpectedToken): Promise<ApiTokenResult>;
}

/** Which tokens count. */
export interface ExpectedToken {
  /** A token of any of these. */
  readonly userPoolIds: readonly string[];
  readonly use: 'access' | 'id';
}

/** Only `verified` opens anything. */
export type ApiTokenResult = VerifiedApiToken | ApiTokenRefused;

/** A good token. */
export interface VerifiedApiToken {
  readonly kind: 'verified';
  readonly claims: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** `detail` never holds the token. */
export interface ApiTokenRefused {
  readonly kind: 'refused';
  readonly code: ApiTokenRefusal;
  readonly detail: string;
}

/** Closed: why a token was not good. */
export type ApiTokenRefusal =
  'malformed' | 'unknown-issuer' | 'other-user-pool' | 'bad-signature' | 'expired' | 'not-yet-valid' | 'wrong-use';

/** Verifies against the keys of the pools that run here. After they are ready. */
export function createApiTokenVerifier(pools: PoolDirectory, clock: Clock): ApiTokenVerifier {
  return {
    verify: async (token, { userPoolIds, use }) => {
      const signed = await verifySignature(pools, token);
      if (signed.kind === 'refused') return signed;
      const { claims, runtime, signedBy } = signed;
      if (!userPoolIds.includes(runtime.pool.id)) {
        return refused('other-user-pool', `The token is of ${runtime.pool.id}, not of ${userPoolIds.join(', ')}.`);
      }
      const now = clock.now();
      if (!isCurrent(claims, now)) return refused('expired', 'The claim exp does not lie ahead.');
      if (begins(claims['nbf'], now) || begins(claims['iat'], now)) {
        return refused('not-yet-valid', 'The claim nbf or iat lies ahead.');
      }
      // Either alone would be a forgery: a pool signs its two kinds of tokens with different keys.
      if (claims['token_use'] !== use || signedBy !== use) {
        return refused('wrong-use', `The route takes ${use} tokens, and this is not one.`);
      }
      return { kind: 'verified', claims, expiresAt: Number(claims['exp']) * 1000 };
    },
  };
}

/** Whether a time in a claim lies ahead. A claim that is there and is no time never comes. */
function begins(seconds: unknown, now: number): boolean {
  return seconds !== undefined && !(typeof seconds === 'number' && seconds * 1000 <= now);
}

function refused(code: ApiTokenRefusal, detail: string): ApiTokenRefused {
  return { kind: 'refused', code, detail };
}
