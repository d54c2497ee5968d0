import { type AccessChange, type AccessDiff, type CheckChange, checkKinds } from './model';

/** For what a change can be refused. */
export const concerns = ['gain', 'weaker', 'loss'] as const;

/** One of them. */
export type Concern = (typeof concerns)[number];

/** A comparison, sorted by what a reader wants to see first. */
export interface Summary {
  readonly weaker: readonly CheckChange[];
  readonly stronger: readonly CheckChange[];
  /** And what nobody can tell to be none. */
  readonly gains: readonly AccessChange[];
  readonly lost: readonly AccessChange[];
}

/** Sorts the changes. */
export function summaryOf({ access, checks }: AccessDiff): Summary {
  return {
    weaker: checks.filter(({ kind }) => checkKinds[kind] === 'weaker'),
    stronger: checks.filter(({ kind }) => checkKinds[kind] === 'stronger'),
    gains: access.filter(({ direction }) => direction !== 'loss'),
    lost: access.filter(({ direction }) => direction === 'loss'),
  };
}

/** Whether nothing at all is to be told. */
export function isEmpty({ access, checks, losses }: AccessDiff): boolean {
  return access.length + checks.length + losses.length === 0;
}

/** Which concerns a comparison raises. `loss` is that of users or data; that somebody may do less is none. */
export function concernsOf(diff: AccessDiff): readonly Concern[] {
  const { weaker, gains } = summaryOf(diff);
  const raised: Readonly<Record<Concern, boolean>> = {
    gain: gains.length > 0,
    weaker: weaker.length > 0,
    loss: diff.losses.length > 0,
  };
  return concerns.filter((concern) => raised[concern]);
}

/** Pairs of principal and target. */
export function pairs(changes: readonly AccessChange[]): number {
  return changes.reduce((sum, { principals }) => sum + principals.length, 0);
}
