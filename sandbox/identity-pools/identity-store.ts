import type { IdentityPool } from '../../blueprint/model';
import type { Ids } from '../system/services';
import { developerUserTaken, loginsConflict, loginsDoNotMatch } from './errors';

/** Whom a login stands for: the same provider and subject are always the same person. */
export interface LoginKey {
  readonly providerName: string;
  readonly subject: string;
}

/** Somebody whom an identity pool knows. */
export interface Identity {
  /** `<region>:<uuid>` */
  readonly id: string;
  readonly pool: IdentityPool;
  /** False until a login is linked: a guest. */
  readonly hasLogins: boolean;
}

interface StoredIdentity extends Identity {
  hasLogins: boolean;
}

/** All identities of all pools. */
export class IdentityStore {
  readonly #byId = new Map<string, StoredIdentity>();
  readonly #byLogin = new Map<string, StoredIdentity>();

  constructor(
    private readonly region: string,
    private readonly ids: Pick<Ids, 'uuid'>,
  ) {}

  find(id: string): Identity | undefined {
    return this.#byId.get(id);
  }

  /** A new guest. */
  addGuest(pool: IdentityPool): Identity {
    return this.#add(pool);
  }

  /**
   * The identity of whoever has these logins; the first time, a new one. All of the logins are linked to it.
   * Raises `ResourceConflictException` where they belong to different identities.
   */
  ofLogins(pool: IdentityPool, logins: readonly LoginKey[]): Identity {
    const known = this.#known(pool, logins);
    if (known.size > 1) throw loginsConflict();
    const [identity = this.#add(pool)] = known;
    return this.#link(identity, logins);
  }

  /**
   * Checks that logins belong to an identity, and links those that are new. A guest becomes whoever signs in, unless
   * that is somebody else already. Raises `NotAuthorizedException`.
   */
  claim(identity: Identity, logins: readonly LoginKey[]): void {
    const stored = this.#byId.get(identity.id);
    const known = this.#known(identity.pool, logins);
    if (stored === undefined || [...known].some((other) => other !== stored)) {
      throw loginsDoNotMatch('A login belongs to another identity.');
    }
    if (stored.hasLogins && known.size === 0) throw loginsDoNotMatch('None of the logins belongs to the identity.');
    this.#link(stored, logins);
  }

  /**
   * Links logins for which a login backend vouches to an identity, where none of them belongs to another one.
   * Raises `DeveloperUserAlreadyRegisteredException`.
   */
  linkVouched(identity: Identity, logins: readonly LoginKey[]): void {
    const stored = this.#byId.get(identity.id);
    const known = this.#known(identity.pool, logins);
    if (stored === undefined || [...known].some((other) => other !== stored)) throw developerUserTaken();
    this.#link(stored, logins);
  }

  #known(pool: IdentityPool, logins: readonly LoginKey[]): Set<StoredIdentity> {
    return new Set(logins.flatMap((login) => this.#byLogin.get(keyOf(pool, login)) ?? []));
  }

  #link(identity: StoredIdentity, logins: readonly LoginKey[]): StoredIdentity {
    for (const login of logins) this.#byLogin.set(keyOf(identity.pool, login), identity);
    identity.hasLogins ||= logins.length > 0;
    return identity;
  }

  #add(pool: IdentityPool): StoredIdentity {
    const identity = { id: `${this.region}:${this.ids.uuid()}`, pool, hasLogins: false };
    this.#byId.set(identity.id, identity);
    return identity;
  }
}

const keyOf = (pool: IdentityPool, { providerName, subject }: LoginKey): string =>
  JSON.stringify([pool.id, providerName, subject]);
