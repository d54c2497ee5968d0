import type { StoredPassword } from './password';

/** As AWS names it. */
export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER';

/** One user of a pool. Never changed in place: the store replaces it. */
export interface User {
  /** Permanent. The `sub` where users sign in with an email address or a phone number. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Without `sub`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly password: StoredPassword;
  /** Milliseconds since 1970; set while the password is a temporary one. */
  readonly temporaryPasswordUntil: number | undefined;
  readonly groups: ReadonlySet<string>;
  /** The app that makes this user's one-time codes; `undefined` where none was verified. */
  readonly softwareToken?: SoftwareToken | undefined;
  /** A new app, until a code of it is given. */
  readonly associatedSecret?: string | undefined;
  /** New values of attributes that count only once their code is given. */
  readonly pendingAttributes?: ReadonlyMap<string, string> | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** A verified app for one-time codes (RFC 6238). */
export interface SoftwareToken {
  /** Base32. */
  readonly secret: string;
  /** The latest time step of which a code was taken: no code of it, or of an earlier one, is taken again. */
  readonly usedStep: number;
  /** Whether the user asked to be asked, see `SetUserMFAPreference`. */
  readonly enabled: boolean;
  readonly preferred: boolean;
}

/** A name and value pair on the wire. */
export interface WireAttribute {
  readonly Name: string;
  readonly Value: string;
}

/** All attributes as the API lists them, `sub` first; `readable` narrows them. */
export function wireAttributes(user: User, readable: (name: string) => boolean = () => true): readonly WireAttribute[] {
  return [['sub', user.sub] as const, ...user.attributes]
    .filter(([name]) => name === 'sub' || readable(name))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** What `AdminGetUser`, `AdminCreateUser` and `ListUsers` have in common. Times in seconds since 1970. */
export function describeUser(user: User): {
  readonly Username: string;
  readonly UserCreateDate: number;
  readonly UserLastModifiedDate: number;
  readonly Enabled: boolean;
  readonly UserStatus: UserStatus;
} {
  return {
    Username: user.username,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
