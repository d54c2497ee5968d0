import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Ids } from './services';

/** Asking the operating system for each identifier of each request takes longer than all else that is done for it. */
const drawnAtOnce = 4_096;

/** Identifiers and secrets from the operating system's generator. */
export function createRandomIds(): Ids {
  let pool = Buffer.alloc(0);
  const bytes = (length: number): Buffer => {
    if (length > drawnAtOnce / 8) return randomBytes(length);
    if (length > pool.length) pool = randomBytes(drawnAtOnce);
    // A copy of its own: what is given out is never given out again, nor seen by whoever holds another part.
    const drawn = Buffer.from(pool.subarray(0, length));
    pool.fill(0, 0, length);
    pool = pool.subarray(length);
    return drawn;
  };
  return {
    uuid: () => randomUUID(),
    bytes,
    text: (length, alphabet) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
  };
}
