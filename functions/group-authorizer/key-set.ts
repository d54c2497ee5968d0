import { importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import { isJsonObject } from './json-object';

/** An issuer's public keys by `kid`. */
export type KeySet = ReadonlyMap<string, CryptoKey>;

const fewestBits = 2048;

/**
 * Reads a JWK set (RFC 7517). Keys for anything but RS256 signatures are left out, as are keys without a `kid`.
 *
 * @returns undefined where it is no JWK set, has no usable key, or gives one `kid` to two of them
 */
export async function parseKeySet(text: string): Promise<KeySet | undefined> {
  const listed = readKeys(text);
  if (listed === undefined) {
    return undefined;
  }
  const keys = new Map<string, CryptoKey>();
  for (const { kid, n, e } of listed.filter(isUsable)) {
    const key = await importKey(n, e);
    if (key === undefined || keys.has(kid)) {
      return undefined;
    }
    keys.set(kid, key);
  }
  return keys.size === 0 ? undefined : keys;
}

function readKeys(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const keys = isJsonObject(value) ? value['keys'] : undefined;
    return Array.isArray(keys) ? keys : undefined;
  } catch {
    // The caller reports a set that is not understood.
    return undefined;
  }
}

interface RsaKey {
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

function isUsable(key: unknown): key is RsaKey {
  if (!isJsonObject(key)) {
    return false;
  }
  const { kty, kid, n, e, use = 'sig', alg = 'RS256' } = key;
  const texts = [kid, n, e].every((member) => typeof member === 'string' && member !== '');
  return texts && kty === 'RSA' && use === 'sig' && alg === 'RS256';
}

async function importKey(n: string, e: string): Promise<CryptoKey | undefined> {
  try {
    const key = await importJWK({ kty: 'RSA', n, e }, 'RS256');
    return key instanceof Uint8Array || modulusBits(key) < fewestBits ? undefined : key;
  } catch {
    // One key that cannot be read makes the set suspect.
    return undefined;
  }
}

function modulusBits({ algorithm }: CryptoKey): number {
  return 'modulusLength' in algorithm && typeof algorithm.modulusLength === 'number' ? algorithm.modulusLength : 0;
}
