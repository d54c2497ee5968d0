import { Secret, TOTP } from 'otpauth';

const periodSeconds = 30;
/** Steps before and after now of which a code is taken, for clocks that differ. */
const tolerance = 1;

/** A new secret of 256 bits, in base32. */
export function newSecret(bytes: Buffer): string {
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** The time step whose code this is; `undefined` where it is of none. Six digits, 30 seconds, HMAC-SHA-1 (RFC 6238). */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: periodSeconds, digits: 6, algorithm: 'SHA1' });
  const delta = totp.validate({ token: code, timestamp: now, window: tolerance });
  return delta === null ? undefined : Math.floor(now / 1000 / periodSeconds) + delta;
}
