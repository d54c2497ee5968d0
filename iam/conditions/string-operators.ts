import { matchesPattern } from '../pattern';
import { resolvePattern, resolveText } from '../variables';
import type { ConditionOperator } from './condition-operator';
import { pair } from './condition-operator';

const anyString = { allowed: 'any text', accepts: () => true };

const equals: Omit<ConditionOperator, 'negated'> = {
  ...anyString,
  prepare: (value, variables) => {
    const expected = resolveText(value, variables);
    return expected === undefined ? undefined : (actual) => actual === expected;
  },
};

const equalsIgnoreCase: Omit<ConditionOperator, 'negated'> = {
  ...anyString,
  prepare: (value, variables) => {
    const expected = resolveText(value, variables)?.toLowerCase();
    return expected === undefined ? undefined : (actual) => actual.toLowerCase() === expected;
  },
};

const like: Omit<ConditionOperator, 'negated'> = {
  ...anyString,
  prepare: (value, variables) => {
    const expected = resolvePattern(value, variables);
    return expected === undefined ? undefined : (actual) => matchesPattern(expected, actual);
  },
};

/** In `StringEquals` an asterisk is an asterisk; only `StringLike` knows wildcards. */
export const stringOperators = [
  ...pair(['StringEquals', 'StringNotEquals'], equals),
  ...pair(['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'], equalsIgnoreCase),
  ...pair(['StringLike', 'StringNotLike'], like),
];
