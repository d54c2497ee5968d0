import type { ConditionContext } from '../../iam/decision';
import type { Condition, NamedPolicy, Statement } from '../../iam/policy';

/** Whether what is not known of a request is taken to speak for it or against it. */
export type Assumption = 'for' | 'against';

/** Matches nothing, and keeps its place, so that the others keep their numbers. */
const nothing = { negated: false, patterns: [] } as const;

/**
 * Policies as they would read if each condition on a key that is not known held (`for` an Allow, `against` for a Deny) or
 * did not. Where both readings agree, the unknown keys do not matter; where they do not, the request decides.
 */
export function assuming(
  assumption: Assumption,
  policies: readonly NamedPolicy[],
  context: ConditionContext,
): readonly NamedPolicy[] {
  if (
    policies.every((policy) => policy.document.statements.every((one) => unknownConditions(one, context).length === 0))
  )
    return policies;
  return policies.map(({ name, document }) => ({
    name,
    document: { ...document, statements: document.statements.map((one) => assumed(assumption, one, context)) },
  }));
}

/** The conditions of a statement on keys of which nothing is known before the request is made. */
export function unknownConditions(statement: Statement, context: ConditionContext): readonly Condition[] {
  if (statement.conditions.length === 0) return [];
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return statement.conditions.filter(({ key }) => !known.has(key.toLowerCase()));
}

function assumed(assumption: Assumption, statement: Statement, context: ConditionContext): Statement {
  const unknown = unknownConditions(statement, context);
  if (unknown.length === 0) return statement;
  const holds = (assumption === 'for') === (statement.effect === 'Allow');
  return holds
    ? { ...statement, conditions: statement.conditions.filter((one) => !unknown.includes(one)) }
    : { ...statement, actions: nothing };
}

/** A condition as a person reads it. */
export function conditionText({ operator, ifExists, quantifier, key, values }: Condition): string {
  const prefix = quantifier === undefined ? '' : `${quantifier}:`;
  return `${prefix}${operator}${ifExists ? 'IfExists' : ''} ${key} ${values.join(' or ')}`;
}
