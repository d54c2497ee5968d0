import type { ConditionOperator } from './condition-operator';

const trueOrFalse = /^(?:true|false)$/i;

const bool: ConditionOperator = {
  negated: false,
  allowed: 'true or false',
  accepts: (value) => trueOrFalse.test(value),
  prepare: (value) => (actual) => actual.toLowerCase() === value.toLowerCase(),
};

/** `Bool`. `Null` looks at the key and not at its value: see `evaluate-condition.ts`. */
export const boolOperators: readonly (readonly [string, ConditionOperator])[] = [['Bool', bool]];
