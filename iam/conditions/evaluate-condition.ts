import type { ContextLookup } from '../context';
import type { AccessRequest } from '../decision';
import type { Condition, Statement } from '../policy';
import { variableKeys, type Variables } from '../variables';
import type { ConditionOperator, ValueTest } from './condition-operator';
import { nullOperatorName } from './null-operator';
import { conditionOperators } from './operators';

/** What a condition is held against. */
export interface ConditionSetting {
  readonly context: ContextLookup;
  readonly variables: Variables;
  /** Decides how a key of several values is read where the policy names no set operator. */
  readonly effect: Statement['effect'];
  readonly isUnknown: AccessRequest['isUnknown'];
}

/**
 * Whether a condition holds. Values are alternatives; for a negated operator none of them may match.
 *
 * A key that is missing fails a positive test and passes a negated one; `IfExists` and `ForAllValues` pass it,
 * `ForAnyValue` does not. A negated test against a policy variable without a value never holds (IAM User Guide: it
 * makes the statement invalid). AWS leaves open what a key of several values means without a set operator; here such
 * a condition holds for an Allow where it holds for every value, and for a Deny where it holds for any.
 */
export function conditionHolds(condition: Condition, setting: ConditionSetting): boolean {
  const operator = conditionOperators.get(condition.operator);
  if (operator === undefined) return false;
  if (isOpen(condition, setting)) return setting.effect === 'Deny';
  const actual = setting.context(condition.key);
  if (condition.operator === nullOperatorName)
    return test(operator, condition, setting)?.(String(isEmpty(actual))) ?? false;
  if (condition.ifExists && (actual === undefined || actual.length === 0)) return true;
  const passes = test(operator, condition, setting);
  return (
    passes !== undefined &&
    holdsForValues(passes, { operator, condition, effect: setting.effect, actual: actual ?? [] })
  );
}

/** Whether the key, or a variable that it is compared with, has a value that is not known. */
function isOpen({ key, values }: Condition, { isUnknown, variables }: ConditionSetting): boolean {
  if (isUnknown === undefined) return false;
  return isUnknown(key) || (variables !== undefined && values.some((value) => variableKeys(value).some(isUnknown)));
}

/** One test out of all the policy's values, negation included; `undefined` where it cannot be made. */
function test(operator: ConditionOperator, condition: Condition, setting: ConditionSetting): ValueTest | undefined {
  const tests = condition.values.map((value) => operator.prepare(value, setting.variables));
  const known = tests.filter((one): one is ValueTest => one !== undefined);
  if (!operator.negated) return (actual) => known.some((one) => one(actual));
  return known.length < tests.length ? undefined : (actual) => !known.some((one) => one(actual));
}

interface Held {
  readonly operator: ConditionOperator;
  readonly condition: Condition;
  readonly effect: Statement['effect'];
  readonly actual: readonly string[];
}

function holdsForValues(passes: ValueTest, { operator, condition, effect, actual }: Held): boolean {
  switch (condition.quantifier) {
    case 'ForAllValues':
      return isEmpty(actual) || actual.every(passes);
    case 'ForAnyValue':
      return !isEmpty(actual) && actual.some(passes);
    case undefined:
      if (actual.length === 0) return operator.negated;
      return effect === 'Allow' ? actual.every(passes) : actual.some(passes);
  }
}

/** The set operators and `Null` take an empty text for no value at all (IAM User Guide: a null data set). */
function isEmpty(actual: readonly string[] | undefined): boolean {
  return actual === undefined || actual.every((value) => value === '');
}
