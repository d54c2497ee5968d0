import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Ids } from './services';

/** Identifiers and secrets from the operating system's generator. */
export function createRandomIds(): Ids {
  return {
    uuid: () => randomUUID(),
    bytes: (length) => randomBytes(length),
    text: (length, alphabet) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
  };
}
