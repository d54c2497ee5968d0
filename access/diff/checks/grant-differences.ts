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

/** What is given more, by its kind, and then all that is given less. */
export function grantDifferences(
  { what, widened, narrowed }: GrantKinds,
  before: readonly Grant[],
  after: readonly Grant[],
): readonly GrantDifference[] {
  const more = widenings(before, after).map((change) => ({
    kind: widened[change.how],
    what,
    ...shown(change),
    at: [...change.after, ...change.before][0]?.at,
  }));
  const less = widenings(after, before).map(({ how, before: now, after: old }) => {
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
