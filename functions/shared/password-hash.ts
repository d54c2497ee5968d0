import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** How much work a hash is; the memory is 128 · N · r bytes. */
export interface ScryptCost {
  /** N as a power of two. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MB and some tenths of a second for each guess. Source: OWASP Password Storage Cheat Sheet, scrypt. */
export const scryptCost: ScryptCost = { logN: 17, r: 8, p: 1 };

interface PasswordHash extends ScryptCost {
  readonly salt: Buffer;
  readonly key: Buffer;
}

const keyBytes = 32;
const saltBytes = 16;
const storedForm = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** More than this would be a stored item that somebody else wrote, and a way to exhaust the function. */
const mostLogN = 18;

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`: what is needed to verify stands beside the key. */
export async function hashPassword(password: string, cost: ScryptCost = scryptCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, { ...cost, salt });
  const { logN, r, p } = cost;
  return `scrypt$${logN}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/**
 * Whether the password is the one that was hashed. Where there is no hash (no such user) it does the work of one with the
 * usual cost, so that the time does not tell who exists.
 */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
  cost: ScryptCost = scryptCost,
): Promise<boolean> {
  const hash = parseHash(stored);
  if (hash === undefined) {
    await derive(password, { ...cost, salt: Buffer.alloc(saltBytes) });
    return false;
  }
  return timingSafeEqual(await derive(password, hash), hash.key);
}

function parseHash(stored: string | undefined): PasswordHash | undefined {
  const [, logN = '', r = '', p = '', salt = '', key = ''] = storedForm.exec(stored ?? '') ?? [];
  const hash = { logN: Number(logN), r: Number(r), p: Number(p), salt: bytes(salt), key: bytes(key) };
  return key !== '' && hash.logN >= 1 && hash.logN <= mostLogN && hash.r >= 1 && hash.r <= 8 && hash.p === 1
    ? hash
    : undefined;
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

/** Composed and decomposed forms of one password are one password. */
function derive(password: string, { logN, r, p, salt }: ScryptCost & { readonly salt: Buffer }): Promise<Buffer> {
  const N = 2 ** logN;
  const maxmem = 128 * N * r + 128 * r * p + 1024 * 1024;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem }, (error, key) => {
      if (error === null) {
        resolve(key);
      } else {
        reject(error);
      }
    });
  });
}
