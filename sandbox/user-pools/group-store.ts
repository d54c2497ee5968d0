import type { UserPool } from '../../blueprint/model/user-pools';

/** A group of a pool. */
export interface Group {
  readonly name: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  readonly precedence: number | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The groups of one pool: those of the blueprint and those made since. */
export class GroupStore {
  readonly #groups = new Map<string, Group>();

  constructor(pool: UserPool, now: number) {
    for (const { name, description, roleArn, precedence } of pool.groups) {
      this.#groups.set(name, { name, description, roleArn, precedence, createdAt: now });
    }
  }

  find(name: string): Group | undefined {
    return this.#groups.get(name);
  }

  add(group: Group): void {
    this.#groups.set(group.name, group);
  }

  all(): readonly Group[] {
    return [...this.#groups.values()];
  }

  /** Those of `names`, the strongest first: lowest precedence, none last, then by name. */
  strongestFirst(names: ReadonlySet<string>): readonly Group[] {
    return this.all()
      .filter(({ name }) => names.has(name))
      .sort((a, b) => strength(a) - strength(b) || (a.name < b.name ? -1 : 1));
  }
}

/** Lower is stronger; a group without precedence is the weakest. */
export function strength({ precedence }: Group): number {
  return precedence ?? Number.MAX_SAFE_INTEGER;
}

/** As the API lists it. Times in seconds since 1970. */
export function describeGroup(group: Group, userPoolId: string): Readonly<Record<string, unknown>> {
  return {
    GroupName: group.name,
    UserPoolId: userPoolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    CreationDate: group.createdAt / 1000,
    LastModifiedDate: group.createdAt / 1000,
  };
}
