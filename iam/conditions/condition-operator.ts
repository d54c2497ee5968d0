import type { Variables } from '../variables';

/** Whether one value of the request passes one value of the policy. */
export type ValueTest = (actual: string) => boolean;

/** What the operators of one family have in common: how a policy's value is read, and how it is compared. */
export interface ConditionOperator {
  /** A negated operator holds where none of the policy's values matches, also where the request has no such key. */
  readonly negated: boolean;
  /** For the error: which values a policy may give. */
  readonly allowed: string;
  accepts(value: string): boolean;
  /** The test for a value of the policy, before negation. `undefined`: a policy variable in it has no value. */
  prepare(value: string, variables: Variables): ValueTest | undefined;
}

/** The operator and its negation, by name. */
export function pair(
  names: readonly [positive: string, negative: string],
  operator: Omit<ConditionOperator, 'negated'>,
): readonly (readonly [string, ConditionOperator])[] {
  return [
    [names[0], { ...operator, negated: false }],
    [names[1], { ...operator, negated: true }],
  ];
}
