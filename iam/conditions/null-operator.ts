import type { ConditionOperator } from './condition-operator';

const trueOrFalse = /^(?:true|false)$/i;

/** The name of the operator that looks at the key and not at its values. */
export const nullOperatorName = 'Null';

/** It is given the text `true` where the key is missing or has an empty value, and `false` otherwise. */
export const nullOperator: ConditionOperator = {
  negated: false,
  allowed: 'true (the key is absent) or false (it is present)',
  accepts: (value) => trueOrFalse.test(value),
  prepare: (value) => (absent) => absent === value.toLowerCase(),
};
