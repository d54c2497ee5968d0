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
  /** Granted at the pool's domain; `undefined` for a sign-in through the API. */
  readonly scopes: readonly string[] | undefined;
  readonly nonce: string | undefined;
  /** Seconds since 1970. */
  readonly authTime: number;
  /** Milliseconds since 1970. */
  readonly refreshUntil: number;
  /** `revoked`: this sign-in alone. `signed-out`: the user, everywhere. */
  readonly state: 'active' | 'revoked' | 'signed-out';
}

/** What a sign-in at the pool's domain keeps for its tokens. */
export interface SignInGrant {
  readonly scopes: readonly string[];
  readonly nonce?: string | undefined;
  /** When the user showed who they are, in seconds since 1970. @default now */
  readonly authTime?: number | undefined;
}

/** A refresh token, as it is kept: never itself, only its hash. */
interface RefreshToken {
  readonly eventId: string;
  /** Milliseconds since 1970 until which it may be exchanged once more; `undefined` while it was never exchanged. */
  readonly graceUntil: number | undefined;
}

/** What became of a refresh token. `reused`: it was exchanged before, and somebody holds a copy. */
export type RefreshLookup =
  | { readonly kind: 'found'; readonly signIn: SignIn }
  | { readonly kind: 'reused'; readonly signIn: SignIn }
  | { readonly kind: 'unknown' };

const hourMilliseconds = 3_600_000;

/** No ID token or access token lives longer, so that none outlives what is known of its sign-in. */
const longestTokenMilliseconds = 24 * hourMilliseconds;

/** The sign-ins of one pool, each until its last tokens have ended. */
export class SignIns {
  readonly #byEvent = new Map<string, SignIn>();
  readonly #refreshTokens = new Map<string, RefreshToken>();
  #forgottenAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.#forgottenAt = clock.now();
  }

  /** How many refresh tokens are kept. */
  get size(): number {
    return this.#refreshTokens.size;
  }

  /** The refresh token is told here once; only its hash is kept. */
  start(
    user: User,
    client: UserPoolClient,
    grant?: SignInGrant,
  ): { readonly signIn: SignIn; readonly refreshToken: string } {
    this.#forgetEnded();
    const now = this.clock.now();
    const signIn: SignIn = {
      eventId: this.ids.uuid(),
      originJti: client.tokenRevocation ? this.ids.uuid() : undefined,
      subject: user.sub,
      clientId: client.id,
      scopes: grant?.scopes,
      nonce: grant?.nonce,
      authTime: grant?.authTime ?? Math.floor(now / 1000),
      refreshUntil: now + client.refreshTokenSeconds * 1000,
      state: 'active',
    };
    this.#byEvent.set(signIn.eventId, signIn);
    return { signIn, refreshToken: this.#newRefreshToken(signIn) };
  }

  byEvent(eventId: string): SignIn | undefined {
    return this.#byEvent.get(eventId);
  }

  byRefreshToken(refreshToken: string): SignIn | undefined {
    const known = this.#refreshTokens.get(hash(refreshToken));
    return known === undefined ? undefined : this.#byEvent.get(known.eventId);
  }

  /** What a refresh token is good for now. */
  lookUp(refreshToken: string): RefreshLookup {
    const signIn = this.byRefreshToken(refreshToken);
    if (signIn === undefined) return { kind: 'unknown' };
    const { graceUntil } = this.#refreshTokens.get(hash(refreshToken)) ?? {};
    const isOver = graceUntil !== undefined && graceUntil <= this.clock.now();
    return { kind: isOver ? 'reused' : 'found', signIn };
  }

  /** Another refresh token for this one, which stays good for the grace period alone. The sign-in ends when it would have. */
  exchange(refreshToken: string, signIn: SignIn, graceSeconds: number): string {
    const key = hash(refreshToken);
    const since = this.#refreshTokens.get(key)?.graceUntil;
    this.#refreshTokens.set(key, {
      eventId: signIn.eventId,
      graceUntil: since ?? this.clock.now() + graceSeconds * 1000,
    });
    return this.#newRefreshToken(signIn);
  }

  revoke(signIn: SignIn): void {
    if (signIn.state === 'active') this.#byEvent.set(signIn.eventId, { ...signIn, state: 'revoked' });
  }

  signOutEverywhere(subject: string): void {
    for (const [eventId, signIn] of this.#byEvent) {
      if (signIn.subject === subject) this.#byEvent.set(eventId, { ...signIn, state: 'signed-out' });
    }
  }

  /** Once an hour is enough. */
  #forgetEnded(): void {
    const now = this.clock.now();
    if (now < this.#forgottenAt + hourMilliseconds) return;
    this.#forgottenAt = now;
    for (const [eventId, { refreshUntil }] of this.#byEvent) {
      if (refreshUntil + longestTokenMilliseconds <= now) this.#byEvent.delete(eventId);
    }
    for (const [token, { eventId }] of this.#refreshTokens) {
      if (!this.#byEvent.has(eventId)) this.#refreshTokens.delete(token);
    }
  }

  #newRefreshToken({ eventId }: SignIn): string {
    const refreshToken = opaqueToken(this.ids);
    this.#refreshTokens.set(hash(refreshToken), { eventId, graceUntil: undefined });
    return refreshToken;
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
