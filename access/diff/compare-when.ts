import type { Clause, Demand, When } from '../model';
import { covers } from './policies/covers';
import { shownCondition } from './policies/shown-grants';

/**
 * What becomes of those to whom something is open on a condition, if the condition becomes another one. `changed`: some
 * may gain and some may lose, or nobody can tell. `undefined`: it says the same.
 */
export function compareWhen(before: When, after: When): 'gain' | 'loss' | 'changed' | undefined {
  const [wider, narrower] = [isWithin(before, after), isWithin(after, before)];
  if (wider && narrower) return undefined;
  if (wider) return 'gain';
  return narrower ? 'loss' : 'changed';
}

/** Whether whoever meets `narrow` meets `wide` too. Where that cannot be told, it is not. */
export function isWithin(narrow: When, wide: When): boolean {
  return narrow.every((way) => wide.some((other) => other.every((asked) => way.some((given) => meets(given, asked)))));
}

function meets(given: Demand, asked: Demand): boolean {
  const allows = of(given, 'Allow').every((one) => of(asked, 'Allow').some((other) => isCovered(one, other)));
  return allows && of(asked, 'Deny').every((one) => of(given, 'Deny').some((other) => isCovered(one, other)));
}

const of = (demand: Demand, wanted: Clause['effect']): Demand => demand.filter(({ effect }) => effect === wanted);

const isCovered = (narrow: Clause, wide: Clause): boolean => covers(grantOf(wide), grantOf(narrow));

const grantOf = (clause: Clause) => ({ ...clause, principal: '', action: '*' });

/** A condition for a person: ways, one of which is enough. */
export function shownWhen(when: When): string {
  const text = when.map((way) => way.map(shownDemand).join(' and ')).join('; or ');
  return text.replace(/\{(?:function|role) ([\w-]+:[\w.-]+)\}/g, '$1');
}

function shownDemand(demand: Demand): string {
  const [allows, denies] = [of(demand, 'Allow'), of(demand, 'Deny')].map((clauses) =>
    clauses.map(shownClause).join(' or '),
  );
  return denies === '' ? `${allows}` : `${allows} but not ${denies}`;
}

function shownClause({ resource, conditions }: Clause): string {
  const shown = conditions.map((one) => (one.values.length === 0 ? one.key : shownCondition(one)));
  const texts = [...(resource === '*' ? [] : [`on ${resource}`]), ...shown];
  return texts.join(' and ') || 'always';
}
