import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../system/services';
import { makeVerifier, toBigInt } from './srp';
import type { PasswordOwner } from './srp';

/** What is kept of a password: enough to check it, not to tell it. */
export interface StoredPassword {
  readonly salt: bigint;
  readonly verifier: bigint;
}

const verifierBytes = 384;

/** Made anew whenever a password is set, since it depends on the permanent username. */
export function storePassword(owner: PasswordOwner, password: string, ids: Ids): StoredPassword {
  const salt = toBigInt(ids.bytes(16));
  return { salt, verifier: makeVerifier(owner, password, salt) };
}

/** Compares in constant time. */
export function isPassword(stored: StoredPassword, owner: PasswordOwner, password: string): boolean {
  return timingSafeEqual(fixed(stored.verifier), fixed(makeVerifier(owner, password, stored.salt)));
}

function fixed(verifier: bigint): Buffer {
  return Buffer.from(verifier.toString(16).padStart(verifierBytes * 2, '0'), 'hex');
}

/** Stands in for users who do not exist, so that an answer tells nothing about who does. */
export class Decoys {
  readonly #secret: Buffer;
  readonly #verifier: bigint;

  constructor(ids: Ids) {
    this.#secret = ids.bytes(32);
    this.#verifier = makeVerifier({ poolName: '', userId: '' }, this.#secret.toString('hex'), 1n);
  }

  /** Same salt for the same name, as RFC 5054 recommends; a verifier that no password fits. */
  passwordOf(name: string): StoredPassword {
    return { salt: toBigInt(this.#digest('salt', name).subarray(0, 16)), verifier: this.#verifier };
  }

  /** Same UUID for the same name. */
  userIdOf(name: string): string {
    const hex = this.#digest('user id', name).toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }

  #digest(purpose: string, name: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${purpose}\0${name}`).digest();
  }
}
