import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { CompactSign, type JSONWebKeySet } from 'jose';
import type { Clock, Ids } from '../system/services';

/** Who issues OpenID tokens of identity pools. */
export const openIdIssuer = 'https://cognito-identity.amazonaws.com';

/** How long a token of the classic flow is good. */
export const classicTokenSeconds = 600;

interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Whom a token speaks of, and for how long. */
export interface TokenSubject {
  readonly identityId: string;
  readonly identityPoolId: string;
  /** The claim `amr`. */
  readonly methods: readonly string[];
  readonly lifetimeSeconds: number;
}

/** The OpenID tokens of the classic flow and of login backends, signed by a key of the identity pools' own. */
export class OpenIdTokens {
  #key: Promise<Key> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A token for STS, or for a login at the pool itself. */
  async issue(subject: TokenSubject): Promise<string> {
    const { kid, privateKey } = await this.#keyOnce();
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const claims = {
      iss: openIdIssuer,
      sub: subject.identityId,
      aud: subject.identityPoolId,
      amr: subject.methods,
      iat: issuedAt,
      exp: issuedAt + subject.lifetimeSeconds,
    };
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ kid, typ: 'JWS', alg: 'RS256' })
      .sign(privateKey);
  }

  /** The key set with which the tokens are verified. */
  async keySet(): Promise<JSONWebKeySet> {
    const { kid, publicKey } = await this.#keyOnce();
    const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
    return { keys: [{ alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }] };
  }

  /** Made when it is first needed: most identity pools never issue such a token. */
  #keyOnce(): Promise<Key> {
    this.#key ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then((pair) => ({
      kid: this.ids.uuid(),
      ...pair,
    }));
    return this.#key;
  }
}
