import type { ConditionOperator } from './condition-operator';

/** How a family of ordered values is read. */
export interface OrderedFamily {
  /** `Numeric` or `Date`. */
  readonly prefix: string;
  readonly allowed: string;
  /** `undefined` where the text is no such value. */
  parse(text: string): number | undefined;
}

const comparisons: readonly (readonly [
  suffix: string,
  negated: boolean,
  (actual: number, expected: number) => boolean,
])[] = [
  ['Equals', false, (actual, expected) => actual === expected],
  ['NotEquals', true, (actual, expected) => actual === expected],
  ['LessThan', false, (actual, expected) => actual < expected],
  ['LessThanEquals', false, (actual, expected) => actual <= expected],
  ['GreaterThan', false, (actual, expected) => actual > expected],
  ['GreaterThanEquals', false, (actual, expected) => actual >= expected],
];

/** The six operators of a family. Policy variables have no meaning in them (IAM User Guide). */
export function orderedOperators(family: OrderedFamily): readonly (readonly [string, ConditionOperator])[] {
  return comparisons.map(([suffix, negated, compare]) => [
    `${family.prefix}${suffix}`,
    {
      negated,
      allowed: family.allowed,
      accepts: (value) => family.parse(value) !== undefined,
      prepare: (value) => (text) => {
        const expected = family.parse(value);
        const actual = family.parse(text);
        return expected !== undefined && actual !== undefined && compare(actual, expected);
      },
    },
  ]);
}
