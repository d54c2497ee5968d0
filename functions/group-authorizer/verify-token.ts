import { errors, jwtVerify } from 'jose';
import type { CryptoKey } from 'jose';
import type { TrustedIssuer } from './environment';
import { InvalidTokenError } from './errors';
import type { TokenRefusal } from './errors';
import type { JsonObject } from './json-object';
import type { KeySource } from './key-source';
import { readToken } from './read-token';

/** What a token has proven. */
export interface VerifiedToken {
  /** `sub`. */
  readonly subject: string;
  /** Empty for a machine. */
  readonly username: string;
  /** Each once. */
  readonly groups: readonly string[];
  /** Separated by spaces, as in the token; empty where it has none. */
  readonly scope: string;
  /** App client; absent where the issuer does not say. */
  readonly clientId: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Verifies the value of an `Authorization` header. */
export type TokenVerifier = (authorization: string) => Promise<VerifiedToken>;

/** What the verifier needs from outside. */
export interface TokenVerifierServices {
  readonly issuers: readonly TrustedIssuer[];
  readonly keysOf: (issuer: TrustedIssuer) => KeySource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Seconds that two clocks may differ. */
const clockTolerance = 5;

/**
 * @throws InvalidTokenError where the token opens nothing
 * @throws DependencyError where that cannot be told
 */
export function createTokenVerifier({ issuers, keysOf, now }: TokenVerifierServices): TokenVerifier {
  const trusted = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  return async (authorization) => {
    const { compact, kid, claims } = readToken(authorization);
    const found = typeof claims['iss'] === 'string' ? trusted.get(claims['iss']) : undefined;
    if (found === undefined) {
      throw new InvalidTokenError('issuer');
    }
    const key = await found.keys.key(kid);
    if (key === undefined) {
      throw new InvalidTokenError('unknown-key');
    }
    const proven = await verifySignature(compact, key, { issuer: found.issuer.issuer, now: now() });
    restrict(proven, found.issuer);
    return describe(proven, found.issuer.groupsClaim);
  };
}

interface Expected {
  readonly issuer: string;
  readonly now: number;
}

async function verifySignature(compact: string, key: CryptoKey, { issuer, now }: Expected): Promise<JsonObject> {
  try {
    const { payload } = await jwtVerify(compact, key, {
      algorithms: ['RS256'],
      issuer,
      clockTolerance,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    if (payload.iat !== undefined && payload.iat > now / 1000 + clockTolerance) {
      throw new InvalidTokenError('not-yet-valid');
    }
    return payload;
  } catch (error) {
    throw error instanceof errors.JOSEError ? new InvalidTokenError(reasonOf(error)) : error;
  }
}

function reasonOf(error: errors.JOSEError): TokenRefusal {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'signature';
  }
  if (error instanceof errors.JWTExpired) {
    return 'expired';
  }
  return error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf' ? 'not-yet-valid' : 'claims';
}

function restrict(claims: JsonObject, issuer: TrustedIssuer): void {
  if ('audience' in issuer) {
    const { aud } = claims;
    if (!(Array.isArray(aud) ? aud : [aud]).includes(issuer.audience)) {
      throw new InvalidTokenError('audience');
    }
    return;
  }
  if (claims['token_use'] !== issuer.tokenUse) {
    throw new InvalidTokenError('token-use');
  }
  if (typeof claims['client_id'] !== 'string' || !issuer.clientIds.includes(claims['client_id'])) {
    throw new InvalidTokenError('client');
  }
}

function describe(claims: JsonObject, groupsClaim: string): VerifiedToken {
  const { sub, username = '', scope = '', client_id, azp, exp } = claims;
  const clientId = client_id ?? azp;
  if (!isText(sub) || typeof username !== 'string' || typeof scope !== 'string' || typeof exp !== 'number') {
    throw new InvalidTokenError('claims');
  }
  return {
    subject: sub,
    username,
    groups: readGroups(claims[groupsClaim]),
    scope,
    clientId: typeof clientId === 'string' ? clientId : undefined,
    expiresAt: exp * 1000,
  };
}

/** Cognito leaves the claim out for who is in no group. */
function readGroups(value: unknown = []): readonly string[] {
  if (!Array.isArray(value) || !value.every(isText)) {
    throw new InvalidTokenError('groups-claim');
  }
  return [...new Set(value)];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
