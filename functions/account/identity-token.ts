import { decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { RefusedRequestError } from '../shared/errors';
import { KeysUnavailableError } from './errors';

/** Whose identity tokens are accepted, and how such a token shows whom it was issued to. */
export interface TrustedIssuer {
  /** Exactly as in the claim `iss`. */
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** Those by which the issuer signs; never a symmetric one. */
  readonly algorithms: readonly ('RS256' | 'RS512')[];
  /** Whether the token belongs to whoever signed the request. */
  readonly belongsTo: (claims: JWTPayload, caller: Caller) => boolean;
}

/** Who signed the request, as API Gateway found out. */
export interface Caller {
  readonly identityId: string;
  /** The providers through which the caller signed in, each with the caller's id there, separated by commas. */
  readonly authenticationProvider: string;
}

/** What verification needs from outside. */
export interface TokenVerifierServices {
  readonly issuers: readonly TrustedIssuer[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token is a few kilobytes at most; more is somebody who wants the function to work. */
const mostCharacters = 8192;

/** What a token itself does wrong. Any other failure is not the caller's. */
const faultsOfTokens: ReadonlySet<string> = new Set([
  errors.JWTExpired.code,
  errors.JWTInvalid.code,
  errors.JWTClaimValidationFailed.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
  // It names no key, and the issuer has several.
  errors.JWKSMultipleMatchingKeys.code,
]);

/**
 * Checks that the identity token is genuine, meant for us, not expired, and the caller's own: with somebody else's token
 * a caller would otherwise reach that person's data.
 *
 * @throws RefusedRequestError 401 for a token that is not accepted, 403 for one of somebody else
 * @throws KeysUnavailableError where it cannot be told
 */
export async function verifyIdentityToken(
  services: TokenVerifierServices,
  token: string,
  caller: Caller,
): Promise<void> {
  const trusted = services.issuers.find(({ issuer }) => issuer === claimedIssuer(token));
  if (trusted === undefined) {
    throw notAccepted();
  }
  const claims = await verify(services, token, trusted);
  if (!trusted.belongsTo(claims, caller)) {
    throw new RefusedRequestError(
      403,
      'identity-token-of-another',
      'The identity token was not issued to the one who signed the request. Send your own.',
    );
  }
}

/** Not verified yet: it only chooses whose keys to try. */
function claimedIssuer(token: string): string | undefined {
  try {
    return token.length > mostCharacters ? undefined : decodeJwt(token).iss;
  } catch {
    // What is no JWT has no issuer, and jose's own words might repeat a part of the token.
    return undefined;
  }
}

async function verify(
  { now }: TokenVerifierServices,
  token: string,
  { issuer, audience, keys, algorithms }: TrustedIssuer,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [...algorithms],
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(now()),
    });
    return payload;
  } catch (error) {
    throw error instanceof errors.JOSEError && faultsOfTokens.has(error.code)
      ? notAccepted()
      : new KeysUnavailableError();
  }
}

function notAccepted(): RefusedRequestError {
  return new RefusedRequestError(
    401,
    'identity-token-not-accepted',
    'The identity token is not accepted. Sign in again and send the new one in X-Identity-Token.',
  );
}
