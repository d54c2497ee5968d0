import type { StatementCondition } from '../../model';
import type { Grant } from './grants';

/** Grants as one line: each with its action and resource, and its conditions; `nothing` where there is none. */
export function shownGrants(grants: readonly Grant[]): string {
  return texts(grants.map(shownGrant)) || 'nothing';
}

/** Only what is asked for besides: the conditions; `no condition` where there is none. */
export function shownConditions(grants: readonly Grant[]): string {
  return texts(grants.map((grant) => grant.conditions.map(shownCondition).toSorted().join(' and '))) || 'no condition';
}

function shownGrant({ effect, principal, action, resource, conditions }: Grant): string {
  return [
    ...(effect === 'Deny' ? ['deny'] : []),
    ...(principal === '' ? [] : [`${principal}:`]),
    action,
    ...(resource === '*' && principal !== '' ? [] : [`on ${resource}`]),
    ...(conditions.length === 0 ? [] : [`if ${conditions.map(shownCondition).toSorted().join(' and ')}`]),
  ].join(' ');
}

/** A condition as it is written, on one line. */
export function shownCondition({ operator, key, values }: StatementCondition): string {
  return `${operator} ${key} ${values.join(' or ')}`;
}

function texts(lines: readonly string[]): string {
  return [...new Set(lines.filter((line) => line !== ''))].toSorted().join('; ');
}
