import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import type { Clock } from '../system/services';
import type { IssuerKeys } from './issuer-keys';

/** What a token is checked with. */
export interface OpenIdServices {
  readonly keys: Pick<IssuerKeys, 'of'>;
  readonly clock: Clock;
}

/** What is expected of a token. */
export interface OpenIdExpectation {
  readonly token: string;
  /** Exactly these values of `iss`. */
  readonly issuers: readonly string[];
  /** Applications whose tokens are taken. */
  readonly audiences: readonly string[];
  /** How far the issuer's clock may be off, in either direction. */
  readonly skewSeconds: number;
}

/** What a good token says. */
export interface OpenIdToken {
  readonly issuer: string;
  readonly subject: string;
  /** The application that the token was issued to: `azp`, or `aud` where there is no `azp`. */
  readonly audience: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Only `verified` opens anything. */
export type OpenIdResult =
  | { readonly kind: 'verified'; readonly token: OpenIdToken }
  | { readonly kind: 'refused'; readonly code: OpenIdRefusal; readonly detail: string };

/** Closed: why a token was not good. */
export type OpenIdRefusal =
  | 'malformed'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'expired'
  | 'not-yet-valid'
  | 'unreachable-issuer'
  | 'bad-signature';

/** All that AWS takes (IAM API reference): no symmetric algorithm, and never `none`. */
const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

type Claims = Readonly<Record<string, unknown>>;

/** Checks issuer, signature, times and application of an OpenID Connect token. The detail never holds the token. */
export async function verifyOpenIdToken(services: OpenIdServices, expected: OpenIdExpectation): Promise<OpenIdResult> {
  const { token, issuers } = expected;
  const unverified = decode(token);
  if (unverified === undefined) return refused('malformed', 'The token is not a signed JWT.');
  const { issuer, keyId } = unverified;
  // Before anything is fetched: a token must not choose whom the sandbox asks.
  if (!issuers.includes(issuer)) return refused('wrong-issuer', `The claim iss is ${issuer}.`);
  const found = await services.keys.of(issuer, keyId);
  if (found.kind === 'unreachable') return refused('unreachable-issuer', found.detail);
  const claims = await signedClaims(token, found.keys);
  if (claims === undefined) return refused('bad-signature', 'The signature is not that of the issuer.');
  return checkClaims(claims, { ...expected, issuer, now: services.clock.now() / 1000 });
}

interface Setting extends OpenIdExpectation {
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly now: number;
}

function checkClaims(claims: Claims, { issuer, audiences, now, skewSeconds }: Setting): OpenIdResult {
  const { iss, sub, exp, nbf, iat } = claims;
  if (iss !== issuer) return refused('wrong-issuer', 'The claim iss is another one than the unverified.');
  if (typeof sub !== 'string' || sub === '') return refused('malformed', 'There is no claim sub.');
  if (typeof exp !== 'number' || exp + skewSeconds <= now)
    return refused('expired', `The claim exp is ${shownTime(exp)}.`);
  const early = [nbf, iat].some(
    (time) => time !== undefined && !(typeof time === 'number' && time - skewSeconds <= now),
  );
  if (early) return refused('not-yet-valid', 'The claim nbf or iat lies ahead.');
  const audience = applicationOf(claims);
  if (audience === undefined || !audiences.includes(audience)) {
    return refused('wrong-audience', `The token is for ${audience ?? 'no one application'}.`);
  }
  return { kind: 'verified', token: { issuer, subject: sub, audience, claims } };
}

/** Several audiences without `azp` name no application. */
function applicationOf({ azp, aud }: Claims): string | undefined {
  if (azp !== undefined) return typeof azp === 'string' ? azp : undefined;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const [only] = audiences;
  return audiences.length === 1 && typeof only === 'string' ? only : undefined;
}

function decode(token: string): { readonly issuer: string; readonly keyId: string | undefined } | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return { issuer: typeof iss === 'string' ? iss : '', keyId: typeof kid === 'string' ? kid : undefined };
  } catch {
    return undefined;
  }
}

async function signedClaims(token: string, keys: JSONWebKeySet): Promise<Claims | undefined> {
  try {
    const { payload } = await compactVerify(token, createLocalJWKSet(keys), { algorithms });
    return JSON.parse(Buffer.from(payload).toString('utf8')) as Claims;
  } catch {
    // Also of a key that is none, which raises whatever the platform says of it: the issuer writes its key set.
    return undefined;
  }
}

const shownTime = (time: unknown): string => (typeof time === 'number' ? String(time) : 'missing');

const refused = (code: OpenIdRefusal, detail: string): OpenIdResult => ({
  kind: 'refused',
  code,
  detail: detail.slice(0, 256).replace(/[^\x20-\x7e]/g, '?'),
});
