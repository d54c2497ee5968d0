import { createHash } from 'node:crypto';
import type { UserPoolClient } from '../../blueprint/model/user-pools';
import type { Clock, Ids } from '../system/services';
import type { User } from './user';

/** One sign-in. All tokens that come of it, refreshed ones too, carry its `event_id` and `origin_jti`. */
export interface SignIn {
  readonly eventId: string;
  /** `undefined` for a client without token revocation. */
  readonly originJti: string | undefined;
  readonly subject: string;
  readonly clientId: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  /** Milliseconds since 1970. */
  readonly refreshUntil: number;
  /** `revoked`: this sign-in alone. `signed-out`: the user, everywhere. */
  readonly state: 'active' | 'revoked' | 'signed-out';
}

/** The sign-ins of one pool. */
export class SignIns {
  readonly #byEvent = new Map<string, SignIn>();
  readonly #eventByRefreshToken = new Map<string, string>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The refresh token is told here once; only its hash is kept. */
  start(user: User, client: UserPoolClient): { readonly signIn: SignIn; readonly refreshToken: string } {
    const now = this.clock.now();
    const signIn: SignIn = {
      eventId: this.ids.uuid(),
      originJti: client.tokenRevocation ? this.ids.uuid() : undefined,
      subject: user.sub,
      clientId: client.id,
      authTime: Math.floor(now / 1000),
      refreshUntil: now + client.refreshTokenSeconds * 1000,
      state: 'active',
    };
    const refreshToken = opaqueToken(this.ids);
    this.#byEvent.set(signIn.eventId, signIn);
    this.#eventByRefreshToken.set(hash(refreshToken), signIn.eventId);
    return { signIn, refreshToken };
  }

  byEvent(eventId: string): SignIn | undefined {
    return this.#byEvent.get(eventId);
  }

  byRefreshToken(refreshToken: string): SignIn | undefined {
    const eventId = this.#eventByRefreshToken.get(hash(refreshToken));
    return eventId === undefined ? undefined : this.#byEvent.get(eventId);
  }

  revoke(signIn: SignIn): void {
    if (signIn.state === 'active') this.#byEvent.set(signIn.eventId, { ...signIn, state: 'revoked' });
  }

  signOutEverywhere(subject: string): void {
    for (const [eventId, signIn] of this.#byEvent) {
      if (signIn.subject === subject) this.#byEvent.set(eventId, { ...signIn, state: 'signed-out' });
    }
  }
}

/** Whether a token has the shape of those that `start` gives: an encrypted JWT in five parts. */
export function isRefreshTokenShaped(token: string): boolean {
  return token.split('.').length === 5;
}

/**
 * Opaque to every client, so nothing needs to be in it: the header is that of Cognito's encrypted refresh tokens, and
 * the other parts are random, of the lengths that RSA-OAEP and A256GCM give.
 */
function opaqueToken(ids: Ids): string {
  const header = Buffer.from(JSON.stringify({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }));
  return [header, ids.bytes(256), ids.bytes(12), ids.bytes(640), ids.bytes(16)]
    .map((part) => part.toString('base64url'))
    .join('.');
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
