import type { UserPool } from '../../blueprint/model/user-pools';
import { isExternalAccount } from './federation/identities';
import type { User } from './user';

const verifiable = ['email', 'phone_number'] as const;

/** The users of one pool, and the names by which each of them may be found. */
export class UserStore {
  readonly #bySubject = new Map<string, User>();
  readonly #subjectByName = new Map<string, string>();

  constructor(private readonly pool: UserPool) {}

  /** By whatever the user may type: the username, or an email address or alias where the pool signs in with them. */
  find(typed: string): User | undefined {
    const subject = this.#subjectByName.get(this.fold(typed));
    return subject === undefined ? undefined : this.#bySubject.get(subject);
  }

  bySubject(subject: string): User | undefined {
    return this.#bySubject.get(subject);
  }

  /** In the order in which they were made. */
  all(): readonly User[] {
    return [...this.#bySubject.values()];
  }

  /** The name of `user` that another user has already. */
  takenName(user: User): { readonly attribute: string; readonly value: string } | undefined {
    return this.#names(user).find(({ value }) => {
      const owner = this.#subjectByName.get(this.fold(value));
      return owner !== undefined && owner !== user.sub;
    });
  }

  /** Adds or replaces. Names must be free, see `takenName`. */
  save(user: User): User {
    this.#forgetNames(user.sub);
    this.#bySubject.set(user.sub, user);
    for (const { value } of this.#names(user)) this.#subjectByName.set(this.fold(value), user.sub);
    return user;
  }

  remove(user: User): void {
    this.#forgetNames(user.sub);
    this.#bySubject.delete(user.sub);
  }

  /** How names are compared in this pool. */
  fold(name: string): string {
    return this.pool.caseSensitiveUsernames ? name : name.toLowerCase();
  }

  #forgetNames(subject: string): void {
    const known = this.#bySubject.get(subject);
    if (known === undefined) return;
    for (const { value } of this.#names(known)) this.#subjectByName.delete(this.fold(value));
  }

  #names(user: User): readonly { readonly attribute: string; readonly value: string }[] {
    const names = [{ attribute: 'username', value: user.username }];
    if (isExternalAccount(user)) return names;
    const add = (attribute: string): void => {
      const value = user.attributes.get(attribute);
      if (value !== undefined) names.push({ attribute, value });
    };
    for (const attribute of this.pool.usernameAttributes) add(attribute);
    for (const attribute of verifiable) {
      // An alias signs in only once it is proven to be the user's.
      if (this.pool.aliasAttributes.includes(attribute) && user.attributes.get(`${attribute}_verified`) === 'true') {
        add(attribute);
      }
    }
    if (this.pool.aliasAttributes.includes('preferred_username')) add('preferred_username');
    return names;
  }
}
