import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock, Ids } from '../../system/services';
import { selfSignedCertificate } from './self-signed-certificate';

/** With what a pool signs its requests to SAML providers. */
export interface SamlSigner {
  readonly privateKey: KeyObject;
  /** For the provider to check them with; Base64 of DER. */
  readonly certificate: string;
}

const tenYears = 10 * 365 * 86_400_000;

/** Makes the signer of one pool when it is first needed. */
export class SamlSigningKey {
  #signer: Promise<SamlSigner> | undefined;

  constructor(
    private readonly userPoolId: string,
    private readonly services: { readonly clock: Clock; readonly ids: Ids },
  ) {}

  get(): Promise<SamlSigner> {
    this.#signer ??= this.#make();
    return this.#signer;
  }

  async #make(): Promise<SamlSigner> {
    const { clock, ids } = this.services;
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const now = clock.now();
    const certificate = selfSignedCertificate(pair, {
      commonName: this.userPoolId,
      notBefore: now,
      notAfter: now + tenYears,
      // The first byte keeps it positive and without a leading zero.
      serial: Buffer.concat([Buffer.from([1]), ids.bytes(15)]),
    });
    return { privateKey: pair.privateKey, certificate };
  }
}
