import { matchesPattern, wildcardPattern } from '../../../iam/pattern';
import type { StatementCondition } from '../../model';
import type { Grant } from './grants';

/** What a grant says, wherever it stands. */
type Said = Omit<Grant, 'at'>;

/** Whether all that `narrow` says is said by `wide` too. Where that cannot be told, it is not. */
export function covers(wide: Said, narrow: Said): boolean {
  return coversAction(wide, narrow) && coversResource(wide, narrow) && coversConditions(wide, narrow);
}

/** Whether the principal and the action are within those of `wide`. */
export function coversAction(wide: Said, narrow: Said): boolean {
  if (wide.effect !== narrow.effect) return false;
  const principal = wide.principal === narrow.principal || wide.principal === '*';
  return principal && coversText(wide.action.toLowerCase(), narrow.action.toLowerCase());
}

/** Whether the resource is within that of `wide`. */
export function coversResource(wide: Said, narrow: Said): boolean {
  return coversText(wide.resource, narrow.resource);
}

function coversConditions(wide: Said, narrow: Said): boolean {
  return wide.conditions.every((asked) => narrow.conditions.some((given) => implies(given, asked)));
}

/** Whether each text that fits `narrow` fits `wide`. */
function coversText(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true;
  // A question mark stands for one character, and an asterisk of the other pattern for any number of them.
  if (wide.startsWith('not ') || narrow.startsWith('not ') || wide.includes('?')) return false;
  return matchesPattern(wildcardPattern(wide), narrow);
}

/** Whether a request that satisfies `given` satisfies `asked`. */
export function implies(given: StatementCondition, asked: StatementCondition): boolean {
  if (given.key.toLowerCase() !== asked.key.toLowerCase()) return false;
  if (JSON.stringify([given.operator, given.values]) === JSON.stringify([asked.operator, asked.values])) return true;
  const [one, other] = [operatorOf(given), operatorOf(asked)];
  if (one.quantifier !== other.quantifier || (one.ifExists && !other.ifExists)) return false;
  return impliesByValues({ ...one, values: given.values }, { ...other, values: asked.values });
}

interface Comparison {
  readonly name: string;
  readonly values: readonly string[];
}

function impliesByValues(given: Comparison, asked: Comparison): boolean {
  const same = given.name === asked.name;
  if (/^(Numeric|Date)(Less|Greater)Than(Equals)?$/.test(asked.name)) return same && withinLimit(given, asked);
  if (asked.name.includes('Not')) return same && asked.values.every((value) => given.values.includes(value));
  if (/^(StringLike|ArnLike|ArnEquals)$/.test(asked.name)) {
    const literal = asked.name === 'StringLike' ? 'StringEquals' : asked.name.startsWith('Arn') ? /^Arn/ : undefined;
    const comparable =
      same || (typeof literal === 'string' ? given.name === literal : literal?.test(given.name) === true);
    return comparable && given.values.every((value) => asked.values.some((pattern) => coversText(pattern, value)));
  }
  return same && asked.name !== 'Null' && given.values.every((value) => asked.values.includes(value));
}

function withinLimit(given: Comparison, asked: Comparison): boolean {
  const [limit, wanted] = [given.values.map(Number), asked.values.map(Number)];
  if ([...limit, ...wanted].some(Number.isNaN)) return false;
  return asked.name.includes('Less')
    ? Math.max(...limit) <= Math.max(...wanted)
    : Math.min(...limit) >= Math.min(...wanted);
}

function operatorOf({ operator }: StatementCondition): {
  readonly quantifier: string;
  readonly name: string;
  readonly ifExists: boolean;
} {
  const [, quantifier = '', name = operator, ifExists = ''] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  return { quantifier, name, ifExists: ifExists !== '' };
}
