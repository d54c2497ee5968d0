import { InvalidTokenError } from './errors';
import type { TokenRefusal } from './errors';
import type { JsonObject } from './json-object';
import { parseStrictObject } from './strict-json';

/** A token that is well formed. Nothing in it has been proven yet. */
export interface UnprovenToken {
  readonly compact: string;
  readonly kid: string;
  readonly claims: JsonObject;
}

/** API Gateway takes 10,240 bytes of headers in all, so no token that arrives is much longer. */
export const longestToken = 8192;

const bearer = /^Bearer +([^\s]+)$/i;

/** A header parameter that is not understood could change what the signature means. */
const understood: ReadonlySet<string> = new Set(['alg', 'kid', 'typ', 'x5t', 'x5t#S256']);

/** The key that verifies a token is the issuer's, never one that the token brings along or points to. */
const keyCarriers = ['jwk', 'jku', 'x5u', 'x5c'];

/** RFC 9068 and plain JWT; Cognito leaves it out. */
const types: ReadonlySet<unknown> = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/**
 * Reads the value of an `Authorization` header.
 *
 * @throws InvalidTokenError for anything but `Bearer` and a JWT that is signed with RS256 and names its key
 */
export function readToken(authorization: string): UnprovenToken {
  if (authorization.length > longestToken) {
    throw new InvalidTokenError('token-too-large');
  }
  const compact = bearer.exec(authorization)?.[1];
  if (compact === undefined) {
    throw new InvalidTokenError('no-bearer-token');
  }
  const parts = compact.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) {
    throw new InvalidTokenError('token-malformed');
  }
  const kid = readHeader(readPart(header));
  const claims = readPart(payload);
  if (signature === '') {
    throw new InvalidTokenError('token-malformed');
  }
  decode(signature);
  return { compact, kid, claims };
}

function readHeader(header: JsonObject): string {
  const { alg, kid, typ } = header;
  const type = typeof typ === 'string' ? typ.toLowerCase() : typ;
  const names = Object.keys(header);
  refuseIf(alg !== 'RS256', 'algorithm');
  refuseIf(
    names.some((name) => keyCarriers.includes(name)),
    'embedded-key',
  );
  refuseIf(names.includes('crit'), 'critical-header');
  refuseIf(!names.every((name) => understood.has(name)), 'unknown-header');
  refuseIf(!types.has(type), 'token-type');
  if (typeof kid !== 'string' || kid === '') {
    throw new InvalidTokenError('no-key-id');
  }
  return kid;
}

function refuseIf(wrong: boolean, reason: TokenRefusal): void {
  if (wrong) {
    throw new InvalidTokenError(reason);
  }
}

function readPart(part: string): JsonObject {
  const value = parseStrictObject(decode(part));
  if (value === 'not-an-object') {
    throw new InvalidTokenError('token-malformed');
  }
  if (value === 'duplicate-member') {
    throw new InvalidTokenError('duplicate-member');
  }
  return value;
}

/** Decoders skip foreign letters and unused bits, so that several texts would be one token: only one of them passes. */
function decode(part: string): Uint8Array {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) {
    throw new InvalidTokenError('token-malformed');
  }
  return bytes;
}
