import { contextLookup } from '../../iam/context';
import { matchStatement } from '../../iam/match-statement';
import { matchesPattern } from '../../iam/pattern';
import type { Condition } from '../../iam/policy';
import { resolvePattern } from '../../iam/variables';
import type { Clause, Demand, StatementCondition } from '../model';
import { isAboutSome, type PlacedStatement, type PolicyQuestion } from './placed-statements';
import { operatorText, unknownConditions } from './uncertain';

/** What is asked of statements; without a reach where a role is assumed. */
export type ClauseQuestion = Pick<PolicyQuestion, 'principal' | 'action' | 'context'> & Partial<PolicyQuestion>;

/** What is left of statements once all that is known of the requests is put in. Those that cannot fit leave nothing. */
export function clausesOf(statements: readonly PlacedStatement[], question: ClauseQuestion): Demand {
  return statements.flatMap((placed): readonly Clause[] => {
    const unknown = unknownConditions(placed.statement, question.context);
    if (!fitsElse(placed, unknown, question)) return [];
    const conditions = unknown.map(shown);
    const { effect } = placed.statement;
    return resourcesOf(placed, question).map((resource) => ({ effect, resource, conditions }));
  });
}

/** Whether a statement is about the principal and the action, and what is known meets its conditions. */
function fitsElse(
  { statement, kind, version }: PlacedStatement,
  unknown: readonly Condition[],
  { principal, action, context, permissionsBoundary }: ClauseQuestion,
): boolean {
  const conditions = statement.conditions.filter((one) => !unknown.includes(one));
  const rest = { ...statement, resources: undefined, conditions };
  const asked = {
    principal,
    action,
    resource: undefined,
    context: contextLookup(context),
    bounded: permissionsBoundary !== undefined,
  };
  const match = matchStatement(rest, { kind, version }, asked);
  // Whoever names an account alone leaves it to the policies of the account.
  const leavesIt = kind === 'resource' && statement.effect === 'Allow' && match.principal === 'account';
  return match.failures.length === 0 && !leavesIt;
}

function resourcesOf({ statement, version }: PlacedStatement, question: ClauseQuestion): readonly string[] {
  const { resources } = statement;
  const { reach, context } = question;
  if (resources === undefined || reach === undefined) return ['*'];
  const variables = version === '2012-10-17' ? contextLookup(context) : undefined;
  const some = resources.patterns.filter((pattern) => isAboutSome({ reach, context }, [pattern], version));
  const isWhole = resources.patterns.some((pattern) => {
    const whole = some.includes(pattern) ? undefined : resolvePattern(pattern, variables);
    return whole !== undefined && matchesPattern(whole, reach.sample);
  });
  if (!resources.negated) return isWhole ? ['*'] : some;
  if (isWhole) return [];
  return some.length === 0 ? ['*'] : [`not ${some.toSorted().join(', ')}`];
}

const shown = (condition: Condition): StatementCondition => ({
  operator: operatorText(condition),
  key: condition.key,
  values: condition.values.toSorted(),
});
