import type { Pattern } from '../pattern';
import { matchesPattern } from '../pattern';
import type { Variables } from '../variables';
import { arnParts, resolvePattern, splitArn } from '../variables';
import type { ConditionOperator, ValueTest } from './condition-operator';
import { pair } from './condition-operator';

const arn: Omit<ConditionOperator, 'negated'> = {
  allowed: 'an ARN of six parts (arn:aws:service:region:account:resource) or *',
  accepts: (value) => value === '*' || (splitArn(value).length === arnParts && value.startsWith('arn:')),
  prepare: arnTest,
};

/**
 * `ArnEquals` behaves as `ArnLike` (IAM User Guide). The six parts are compared one by one, so that a wildcard for the
 * region never reaches into the account.
 */
export const arnOperators = [...pair(['ArnEquals', 'ArnNotEquals'], arn), ...pair(['ArnLike', 'ArnNotLike'], arn)];

function arnTest(value: string, variables: Variables): ValueTest | undefined {
  if (value === '*') return () => true;
  const patterns: Pattern[] = [];
  // Split before variables are replaced: a colon in a value must not shift the parts.
  for (const part of splitArn(value)) {
    const pattern = resolvePattern(part, variables);
    if (pattern === undefined) return undefined;
    patterns.push(pattern);
  }
  return (actual) => {
    const [first, ...rest] = actual.split(':');
    const parts = [first ?? '', ...rest.slice(0, arnParts - 2), rest.slice(arnParts - 2).join(':')];
    return (
      rest.length >= arnParts - 1 && patterns.every((pattern, index) => matchesPattern(pattern, parts[index] ?? ''))
    );
  };
}
