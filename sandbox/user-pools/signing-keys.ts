import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Ids } from '../system/services';
import { KeysNotReadyError } from './errors';

/** One RSA key, private for signing and public as the JWKS lists it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A pool signs ID tokens and access tokens with different keys. */
export interface SigningKeys {
  readonly id: SigningKey;
  readonly access: SigningKey;
}

/** Makes the keys of one pool. */
export type KeySource = (ids: Ids) => Promise<SigningKeys>;

/** Two RSA keys of 2048 bits, which takes a fraction of a second on other threads. */
export const generateSigningKeys: KeySource = async (ids) => {
  const [id, access] = await Promise.all([generateSigningKey(ids), generateSigningKey(ids)]);
  return { id, access };
};

/** The keys of one pool, once they are made. */
export class KeyRing {
  #keys: SigningKeys | undefined;
  #pending: Promise<void> | undefined;

  constructor(
    private readonly userPoolId: string,
    private readonly make: () => Promise<SigningKeys>,
  ) {}

  async ready(): Promise<void> {
    this.#pending ??= this.make().then((keys) => {
      this.#keys = keys;
    });
    await this.#pending;
  }

  /** Throws `KeysNotReadyError` before `ready()`. */
  current(): SigningKeys {
    if (this.#keys === undefined) throw new KeysNotReadyError(this.userPoolId);
    return this.#keys;
  }
}

/** As the JWKS lists it: alg, e, kid, kty, n, use. */
export function publicJwk({ kid, publicKey }: SigningKey): Readonly<Record<string, unknown>> {
  const { e, kty, n } = publicKey.export({ format: 'jwk' });
  return { alg: 'RS256', e, kid, kty, n, use: 'sig' };
}

async function generateSigningKey(ids: Ids): Promise<SigningKey> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { kid: ids.bytes(32).toString('base64'), ...pair };
}
