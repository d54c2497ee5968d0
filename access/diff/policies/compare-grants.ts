import type { StatementCondition } from '../../model';
import type { Grant } from './grants';
import { covers, coversAction, coversResource, implies } from './covers';

/** In which way a set of grants gives more than another. */
export type Widening = 'action' | 'resource' | 'condition-removed' | 'condition-loosened' | 'deny-removed';

/** What is given that was not, or the other way round. */
export interface GrantChange {
  readonly how: Widening;
  /** What was there of it; empty where there was nothing. */
  readonly before: readonly Grant[];
  readonly after: readonly Grant[];
}

/** All ways in which `after` gives more than `before`, in a fixed order. Swap them for the ways in which it gives less. */
export function widenings(before: readonly Grant[], after: readonly Grant[]): readonly GrantChange[] {
  const found = new Map<Widening, { before: Set<Grant>; after: Set<Grant> }>();
  const note = (how: Widening, old: readonly Grant[], now: readonly Grant[]): void => {
    const entry = found.get(how) ?? { before: new Set<Grant>(), after: new Set<Grant>() };
    for (const grant of old) entry.before.add(grant);
    for (const grant of now) entry.after.add(grant);
    found.set(how, entry);
  };
  for (const grant of uncovered(allowing(after), allowing(before))) {
    const near = nearest(grant, allowing(before));
    note(near.how, near.grants, [grant]);
  }
  for (const grant of uncovered(denying(before), denying(after))) {
    note(
      'deny-removed',
      [grant],
      denying(after).filter((other) => coversAction(other, grant)),
    );
  }
  return order.flatMap((how) => {
    const entry = found.get(how);
    return entry === undefined ? [] : [{ how, before: [...entry.before], after: [...entry.after] }];
  });
}

const order: readonly Widening[] = ['action', 'resource', 'condition-removed', 'condition-loosened', 'deny-removed'];

function uncovered(grants: readonly Grant[], by: readonly Grant[]): readonly Grant[] {
  return grants.filter((grant) => !by.some((other) => covers(other, grant)));
}

/** The grants that came closest to this one, and what they lacked. */
function nearest(
  grant: Grant,
  before: readonly Grant[],
): { readonly how: Widening; readonly grants: readonly Grant[] } {
  const action = before.filter((other) => coversAction(other, grant));
  const resource = action.filter((other) => coversResource(other, grant));
  if (resource.length === 0) return { how: action.length === 0 ? 'action' : 'resource', grants: action };
  const removed = resource.every((other) => other.conditions.some((asked) => !hasCounterpart(grant, asked)));
  return { how: removed ? 'condition-removed' : 'condition-loosened', grants: resource };
}

/** Whether the grant still compares the key in the same way, if with other values. */
function hasCounterpart(grant: Grant, asked: StatementCondition): boolean {
  return grant.conditions.some(
    (given) =>
      implies(given, asked) ||
      (given.key.toLowerCase() === asked.key.toLowerCase() &&
        given.operator.replace(/IfExists$/, '') === asked.operator),
  );
}

function allowing(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ effect }) => effect === 'Allow');
}

function denying(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(({ effect }) => effect === 'Deny');
}
