import type { Origin } from '../../model';
import type { CheckKind, StrongerKind } from '../model';
import { type GrantChange, type Widening, widenings } from '../policies/compare-grants';
import type { Grant } from '../policies/grants';
import { shownConditions, shownGrants } from '../policies/shown-grants';
import type { Difference } from './check';

/** The kinds by which a change of grants is told. */
export interface GrantKinds {
  readonly what: string;
  readonly widened: Readonly<Record<Widening, CheckKind>>;
  readonly narrowed: StrongerKind;
}

/** A difference, and where the grant stands that makes it. */
export type GrantDifference = Difference & { readonly at: Origin | undefined };

/** Grants that make no difference of a check where one side alone has them. */
export interface Untold {
  before(grant: Grant): boolean;
  after(grant: Grant): boolean;
}

const none: Untold = { before: () => false, after: () => false };

/** What is given more, by its kind, and then all that is given less. */
export function grantDifferences(
  { what, widened, narrowed }: GrantKinds,
  [before, after]: readonly [before: readonly Grant[], after: readonly Grant[]],
  untold = none,
): readonly GrantDifference[] {
  const told = [before.filter((one) => !untold.before(one)), after.filter((one) => !untold.after(one))] as const;
  const more = widenings(before, told[1]).map((change) => ({
    kind: widened[change.how],
    what,
    ...shown(change),
    at: [...change.after, ...change.before][0]?.at,
  }));
  const less = widenings(after, told[0]).map(({ how, before: now, after: old }) => {
    const texts = shown({ how, before: now, after: old });
    return { kind: narrowed, what, before: texts.after, after: texts.before, at: [...now, ...old][0]?.at };
  });
  return [...merged(more), ...merged(less)];
}

function shown({ how, before, after }: GrantChange): { readonly before: string; readonly after: string } {
  const text = how === 'condition-removed' || how === 'condition-loosened' ? shownConditions : shownGrants;
  return { before: text(before), after: text(after) };
}

/** Two ways that are told by the same kind are one difference. */
function merged(differences: readonly GrantDifference[]): readonly GrantDifference[] {
  const byKind = new Map<CheckKind, GrantDifference>();
  for (const difference of differences) {
    const known = byKind.get(difference.kind);
    byKind.set(
      difference.kind,
      known === undefined
        ? difference
        : {
            ...known,
            before: both(known.before, difference.before),
            after: both(known.after, difference.after),
          },
    );
  }
  return [...byKind.values()];
}

function both(one: string, other: string): string {
  return [...new Set([one, other])].filter((text) => text !== 'nothing').join('; ') || 'nothing';
}
