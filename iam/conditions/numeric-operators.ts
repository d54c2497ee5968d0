import { orderedOperators } from './ordered-operators';

const decimal = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;

/** Integers and decimals. */
export const numericOperators = orderedOperators({
  prefix: 'Numeric',
  allowed: 'a number such as 10 or 0.5',
  parse: (text) => (decimal.test(text) ? Number(text) : undefined),
});
