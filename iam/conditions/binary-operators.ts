import type { ConditionOperator } from './condition-operator';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const binaryEquals: ConditionOperator = {
  negated: false,
  allowed: 'bytes in base64',
  accepts: (value) => base64.test(value),
  prepare: (value) => (actual) =>
    base64.test(actual) && Buffer.from(actual, 'base64').equals(Buffer.from(value, 'base64')),
};

/** Compares bytes; the context holds binary values in base64, as policies do. */
export const binaryOperators: readonly (readonly [string, ConditionOperator])[] = [['BinaryEquals', binaryEquals]];
