import { conditionHolds } from './conditions/evaluate-condition';
import type { ContextLookup } from './context';
import type { AccessRequest, FailedCondition, NearMiss } from './decision';
import type { PrincipalMatch } from './match-principal';
import { matchPrincipal } from './match-principal';
import { matchesPattern, wildcardPattern } from './pattern';
import { type Clause, isOfCaller, type PolicyDocument, type PolicySourceKind, type Statement } from './policy';
import type { Variables } from './variables';
import { resolvePattern, variableKeys, widened } from './variables';

/** A request, ready to be held against statements. `resource` is absent where a role is assumed. */
export interface Question extends Pick<AccessRequest, 'principal' | 'action' | 'isUnknown'> {
  readonly resource: string | undefined;
  readonly context: ContextLookup;
  /** Whether the caller has a permissions boundary. */
  readonly bounded: boolean;
}

/** A part of a statement that does not fit. */
export interface MatchFailure {
  readonly failed: NearMiss['failed'];
  readonly condition?: FailedCondition;
}

/** A statement applies where nothing failed. */
export interface StatementMatch {
  readonly failures: readonly MatchFailure[];
  readonly principal: PrincipalMatch;
}

/** Where a statement stands. */
export interface StatementSetting {
  readonly kind: PolicySourceKind;
  readonly version: PolicyDocument['version'];
}

/** Holds a request against one statement, and names every part that does not fit. */
export function matchStatement(statement: Statement, setting: StatementSetting, question: Question): StatementMatch {
  const variables = setting.version === '2012-10-17' ? question.context : undefined;
  const principal = principalOf(statement, setting.kind, question);
  const condition = failedCondition(statement, question, variables);
  const failures: MatchFailure[] = [];
  if (principal === 'none') failures.push({ failed: 'principal' });
  if (!matchesAction(statement.actions, question.action)) failures.push({ failed: 'action' });
  if (!matchesResource(statement, question, variables)) failures.push({ failed: 'resource' });
  if (condition !== undefined) failures.push({ failed: 'condition', condition });
  return { failures, principal };
}

function principalOf(statement: Statement, kind: PolicySourceKind, question: Question): PrincipalMatch {
  return isOfCaller(kind) ? 'direct' : matchPrincipal(statement.principals, question.principal, question.bounded);
}

function matchesAction({ negated, patterns }: Clause, action: string): boolean {
  const asked = action.toLowerCase();
  return patterns.some((pattern) => matchesPattern(wildcardPattern(pattern.toLowerCase()), asked)) !== negated;
}

/**
 * Every pattern is held against the whole ARN, wildcards crossing slashes and colons, as API Gateway does. A pattern
 * whose variable has no value matches nothing, and makes a `NotResource` not apply; one whose value is not known is taken
 * as whatever denies.
 */
function matchesResource(
  { resources: clause, effect }: Statement,
  { resource, isUnknown }: Question,
  variables: Variables,
): boolean {
  if (clause === undefined || resource === undefined) return clause === undefined && resource === undefined;
  const { negated, patterns } = clause;
  const open = variables === undefined || isUnknown === undefined ? [] : patterns.filter(hasOne(isUnknown));
  if (open.length > 0 && negated && effect === 'Allow') return false;
  const sure = patterns.filter((pattern) => !open.includes(pattern)).map((text) => resolvePattern(text, variables));
  if (negated && sure.includes(undefined)) return false;
  const fits = sure.some((pattern) => pattern !== undefined && matchesPattern(pattern, resource));
  if (negated) return !fits;
  return fits || (effect === 'Deny' && open.some((text) => mayMatch(text, resource, { variables, isUnknown })));
}

const hasOne =
  (isUnknown: (key: string) => boolean) =>
  (text: string): boolean =>
    variableKeys(text).some(isUnknown);

/** Another variable without a value leaves nothing that it could match. */
function mayMatch(
  text: string,
  resource: string,
  { variables, isUnknown }: { readonly variables: Variables } & Pick<Question, 'isUnknown'>,
): boolean {
  const widest = resolvePattern(widened(text, isUnknown ?? (() => false)), variables);
  return widest !== undefined && matchesPattern(widest, resource);
}

function failedCondition(
  { conditions, effect }: Statement,
  { context, isUnknown }: Question,
  variables: Variables,
): FailedCondition | undefined {
  const test = conditions.find((one) => !conditionHolds(one, { context, variables, effect, isUnknown }));
  return test === undefined ? undefined : { test, keyPresent: context(test.key) !== undefined };
}
