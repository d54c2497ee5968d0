import type { ConditionContext } from '../../iam/decision';
import type { Condition, NamedPolicy, Statement } from '../../iam/policy';
import { variableKeys } from '../../iam/variables';

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

/** The conditions of a statement that hold for some requests alone: they compare something that differs among them. */
export function unknownConditions(statement: Statement, context: ConditionContext): readonly Condition[] {
  if (statement.conditions.length === 0) return [];
  const known = knownKeys(context);
  return statement.conditions.filter(
    ({ key, values }) =>
      !known.has(key.toLowerCase()) || values.some((value) => !variableKeys(value).every(isIn(known))),
  );
}

/** Stands in a context for the identity of whoever calls: everybody has another one. */
export const ownIdentity = '{own identity id}';

/** Stands in a context for the name of a session that its owner chooses. */
export const chosenName = '{person}';

/** Whether somebody's own value is in a text. */
export const isOwn = (text: string): boolean => text.includes(ownIdentity) || text.includes(chosenName);

/** A value that stands for everybody's own is as good as none: a policy may spell out that of somebody. */
function knownKeys(context: ConditionContext): ReadonlySet<string> {
  const known = Object.entries(context).filter(([, value]) => typeof value !== 'string' || !isOwn(value));
  return new Set(known.map(([key]) => key.toLowerCase()));
}

const isIn =
  (known: ReadonlySet<string>) =>
  (name: string): boolean =>
    known.has(name.toLowerCase());

function assumed(assumption: Assumption, statement: Statement, context: ConditionContext): Statement {
  const unknown = unknownConditions(statement, context);
  if (unknown.length === 0) return statement;
  const holds = (assumption === 'for') === (statement.effect === 'Allow');
  return holds
    ? { ...statement, conditions: statement.conditions.filter((one) => !unknown.includes(one)) }
    : { ...statement, actions: nothing };
}

/** A condition as a person reads it. */
export const conditionText = (condition: Condition): string =>
  `${operatorText(condition)} ${condition.key} ${condition.values.join(' or ')}`;

/** As it is written: `ForAnyValue:StringLike`. */
export function operatorText({ operator, ifExists, quantifier }: Condition): string {
  const prefix = quantifier === undefined ? '' : `${quantifier}:`;
  return `${prefix}${operator}${ifExists ? 'IfExists' : ''}`;
}
