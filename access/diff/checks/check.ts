import type { Arguments } from '../../../blueprint/resources/arguments';
import type { CheckChange, StrongerKind, WeakerKind } from '../model';
import type { Resource, Snapshot } from '../snapshot';

/** A resource that is in both outputs, and what surrounds it in each. */
export interface Pair {
  readonly before: Resource;
  readonly after: Resource;
  readonly snapshots: { readonly before: Snapshot; readonly after: Snapshot };
}

/** What changed, without the place: that of the resource as it is now. */
export type Difference = Omit<CheckChange, 'at'>;

/** Compares one thing of a resource with what it was. */
export type ResourceCheck = (pair: Pair) => readonly Difference[];

interface Kinds {
  readonly weaker: WeakerKind;
  readonly stronger: StrongerKind;
  readonly what: string;
}

/** A number, more of which is weaker. `shown`: the value for a person. */
export function level(
  { weaker, stronger, what }: Kinds,
  of: (given: Arguments) => number,
  shown: (given: Arguments) => string = (given) => String(of(given)),
): ResourceCheck {
  return ({ before, after }) => {
    const more = of(after.arguments) - of(before.arguments);
    if (more === 0) return [];
    const kind = more > 0 ? weaker : stronger;
    return [{ kind, what, before: shown(before.arguments), after: shown(after.arguments) }];
  };
}

/** Something that is on or off, and weaker where it is on. */
export function openWhen(kinds: Kinds, on: (given: Arguments) => boolean): ResourceCheck {
  return level(
    kinds,
    (given) => (on(given) ? 1 : 0),
    (given) => (on(given) ? 'yes' : 'no'),
  );
}

/** Something that is on or off, and weaker where it is off. */
export function guardedWhen(kinds: Kinds, on: (given: Arguments) => boolean): ResourceCheck {
  return level(
    kinds,
    (given) => (on(given) ? 0 : 1),
    (given) => (on(given) ? 'on' : 'off'),
  );
}

/** A set, each further member of which is weaker. */
export function openTo(kinds: Kinds, members: (given: Arguments) => readonly string[]): ResourceCheck {
  return ({ before, after }) => compareMembers(kinds, members(before.arguments), members(after.arguments));
}

/** What a set gained, which is weaker, and what it lost. */
export function compareMembers(
  { weaker, stronger, what }: Kinds,
  before: readonly string[],
  after: readonly string[],
): readonly Difference[] {
  const texts = { before: listed(before), after: listed(after) };
  return [
    ...(after.some((member) => !before.includes(member)) ? [{ kind: weaker, what, ...texts }] : []),
    ...(before.some((member) => !after.includes(member)) ? [{ kind: stronger, what, ...texts }] : []),
  ];
}

/** Two values of which nobody can say which is the stronger: another one counts as weaker. */
export function otherwise(
  { kind, what }: { readonly kind: WeakerKind; readonly what: string },
  shown: (given: Arguments) => string,
): ResourceCheck {
  return ({ before, after }) => {
    const [old, now] = [shown(before.arguments), shown(after.arguments)];
    return old === now ? [] : [{ kind, what, before: old, after: now }];
  };
}

/** Members in a fixed order; `none` where there is none. */
export function listed(members: readonly string[]): string {
  return [...new Set(members)].toSorted().join(', ') || 'none';
}
