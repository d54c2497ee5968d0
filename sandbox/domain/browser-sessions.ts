import type { IdentityProvider, UserPoolClient } from '../../blueprint/model/user-pools';
import type { Clock, Ids } from '../system/services';
import { OneTimeStore } from '../user-pools/one-time-store';
import type { StoredPassword } from '../user-pools/password';
import type { User } from '../user-pools/user';
import { readCookie, setCookie } from './cookies';
import type { DomainCall } from './domain-call';

/** AWS's name for it. */
const cookie = 'cognito';
const minutes = 60;

/** Somebody who has signed in at a domain. */
export interface SignedInUser {
  readonly user: User;
  /** `COGNITO`, or the name of the identity provider that vouched for them. */
  readonly provider: string;
  /** When they showed who they are. Seconds since 1970. */
  readonly authTime: number;
}

/** A session that has begun. */
export interface StartedSession {
  readonly session: SignedInUser;
  /** The value of `Set-Cookie`. */
  readonly cookie: string;
}

interface BrowserSession {
  readonly poolId: string;
  readonly subject: string;
  readonly provider: string;
  readonly authTime: number;
  readonly password: StoredPassword;
}

/** For which client, and, where it says so, by which identity provider. */
export interface WantedSession {
  readonly client: UserPoolClient;
  readonly provider: Pick<IdentityProvider, 'name'> | undefined;
}

/** Whether a browser has signed in before. Closed; only `signed-in` spares the password. */
export type SessionCheck =
  ({ readonly kind: 'signed-in' } & SignedInUser) | { readonly kind: 'none'; readonly reason: string };

/**
 * Browsers that have signed in at a domain, for one hour (AWS knowledge center, Cognito logout endpoint and
 * GlobalSignOut). As on AWS, `GlobalSignOut` does not end them. That they end with the password they began with is this
 * sandbox's choice: nobody who resets a stolen password wants the thief to stay.
 */
export class BrowserSessions {
  readonly #sessions: OneTimeStore<BrowserSession>;

  constructor(
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.#sessions = new OneTimeStore(clock, ids);
  }

  /** Begins a session. One that the browser brought along ends: no name is kept over a sign-in. */
  start(call: DomainCall, { user, provider }: Omit<SignedInUser, 'authTime'>): StartedSession {
    this.#forget(call);
    const authTime = Math.floor(this.clock.now() / 1000);
    const { sub: subject, password } = user;
    const value = this.#sessions.put({ poolId: call.runtime.pool.id, subject, provider, authTime, password }, minutes);
    return {
      session: { user, provider, authTime },
      cookie: setCookie(call, { name: cookie, value, maxAgeSeconds: minutes * 60 }),
    };
  }

  /** Whether the browser may go on to an application without signing in again. */
  check(call: DomainCall, { client, provider: wanted }: WantedSession): SessionCheck {
    const handle = readCookie(call, cookie);
    if (handle === undefined) return none('The browser has no session.');
    const found = this.#sessions.look(handle);
    if (found.kind !== 'found') return none(`The session of the browser is ${found.kind}.`);
    const { poolId, subject, provider, authTime, password } = found.value;
    if (poolId !== call.runtime.pool.id) return none('The session is of another user pool.');
    const user = call.runtime.users.bySubject(subject);
    if (user === undefined || !user.enabled) return none('The user of the session is deleted or disabled.');
    if (provider === 'COGNITO' && user.status === 'RESET_REQUIRED') return none('The password must be reset first.');
    if (user.password !== password) return none('The password was changed since the session began.');
    if (!client.identityProviders.includes(provider)) {
      return none(`The session began by ${provider}, and the app client has no such identity provider.`);
    }
    // Who asks for one identity provider is not answered with a session of another.
    if (wanted !== undefined && wanted.name !== provider) return none(`The session began by ${provider}.`);
    return { kind: 'signed-in', user, provider, authTime };
  }

  /** Ends the session of a browser, if it has one. The value of `Set-Cookie`. */
  end(call: DomainCall): string {
    this.#forget(call);
    return setCookie(call, { name: cookie, value: '', maxAgeSeconds: 0 });
  }

  /** A session of another pool is not this one's to end. */
  #forget({ runtime, ...call }: DomainCall): void {
    const handle = readCookie({ runtime, ...call }, cookie) ?? '';
    const found = this.#sessions.look(handle);
    if (found.kind === 'found' && found.value.poolId === runtime.pool.id) this.#sessions.take(handle);
  }
}

const none = (reason: string): SessionCheck => ({ kind: 'none', reason });
