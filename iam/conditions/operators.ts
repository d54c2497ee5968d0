import { arnOperators } from './arn-operators';
import { binaryOperators } from './binary-operators';
import { boolOperators } from './bool-operators';
import type { ConditionOperator } from './condition-operator';
import { dateOperators } from './date-operators';
import { ipAddressOperators } from './ip-address-operators';
import { nullOperator, nullOperatorName } from './null-operator';
import { numericOperators } from './numeric-operators';
import { stringOperators } from './string-operators';

/** Every condition operator of the IAM policy language, by its exact name. */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...stringOperators,
  ...numericOperators,
  ...dateOperators,
  ...boolOperators,
  ...binaryOperators,
  ...ipAddressOperators,
  ...arnOperators,
  [nullOperatorName, nullOperator],
]);
