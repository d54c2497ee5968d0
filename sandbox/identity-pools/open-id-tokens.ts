import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { CompactSign } from 'jose';
import type { Clock, Ids } from '../system/services';
import { authenticationMethods, type IdentitySession } from './session';

/** Who issues OpenID tokens of identity pools. */
export const openIdIssuer = 'https://cognito-identity.amazonaws.com';

const lifetimeSeconds = 600;

interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The OpenID tokens of the classic flow, signed by a key of the identity pools' own. */
export class OpenIdTokens {
  #key: Promise<Key> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A token for STS, good for ten minutes. */
  async issue(session: IdentitySession): Promise<string> {
    const { kid, privateKey } = await this.#keyOnce();
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const claims = {
      iss: openIdIssuer,
      sub: session.identity.id,
      aud: session.identity.pool.id,
      amr: authenticationMethods(session),
      iat: issuedAt,
      exp: issuedAt + lifetimeSeconds,
    };
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ kid, typ: 'JWS', alg: 'RS256' })
      .sign(privateKey);
  }

  /** The key set with which the tokens are verified. */
  async keySet(): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }> {
    const { kid, publicKey } = await this.#keyOnce();
    const { e, kty, n } = publicKey.export({ format: 'jwk' });
    return { keys: [{ alg: 'RS256', e, kid, kty, n, use: 'sig' }] };
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
