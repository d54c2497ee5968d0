import type { ConditionContext, Decision, StatementRef } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { explain } from '../../iam/explain';
import { matchesPattern, wildcardPattern } from '../../iam/pattern';
import type { NamedPolicy, Statement } from '../../iam/policy';
import type { Demand, Verdict } from '../model';
import { clausesOf } from './clauses';
import {
  isAboutSome,
  isOpen,
  placed,
  type PlacedStatement,
  type PolicyQuestion,
  type PolicyVersion,
  statementsOf,
} from './placed-statements';
import { type Assumption, assuming, conditionText, unknownConditions } from './uncertain';

/** What IAM says, and the name of the policy that says it. */
export interface PolicyAnswer {
  readonly verdict: Verdict;
  readonly text: string;
  /** `<stack>:<Terraform address>`; absent where no statement comes near. */
  readonly policy: string | undefined;
  /** Whether it is the key of an item that decides. */
  readonly byItem: boolean;
  readonly denial: 'explicit' | 'implicit' | undefined;
  /** Of `conditional`, all that decides; else empty. */
  readonly demand: Demand;
  /** What the permissions boundary asks for besides, where that decides too. */
  readonly limit: Demand | undefined;
}

/** Decides about all requests of a kind: `conditional` where some of them are allowed and others are not. */
export function decide(question: PolicyQuestion): PolicyAnswer {
  const answer = decided(question);
  if (answer.verdict !== 'conditional') return { ...answer, demand: [], limit: undefined };
  const limit = clausesOf(placed(boundariesOf(question), 'boundary'), question);
  return {
    ...answer,
    demand: clausesOf(statementsOf(question), question),
    limit: limit.length === 0 || asksNothing(limit) ? undefined : limit,
  };
}

type Decided = Omit<PolicyAnswer, 'demand' | 'limit'>;

function decided(question: PolicyQuestion): Decided {
  const high = evaluated(question, 'for');
  const low = evaluated(question, 'against');
  if (high.kind === 'allowed' && low.kind !== 'allowed') return byCondition(question, high.by, low);
  const some = partialStatement(question, high);
  if (some !== undefined) return byPath(some);
  const denial = high.kind === 'allowed' ? undefined : high.kind === 'explicitly-denied' ? 'explicit' : 'implicit';
  return {
    verdict: high.kind === 'allowed' ? 'allowed' : 'denied',
    text: explain(high),
    policy: policyOf(high),
    byItem: false,
    denial,
  };
}

function evaluated(question: PolicyQuestion, assumption: Assumption): Decision {
  const { principal, action, reach, context } = question;
  const assumed = (policies: readonly NamedPolicy[]) =>
    withoutSpared(question, assumption, assuming(assumption, policies, context));
  return evaluate({
    request: { principal, action, resource: reach.sample, context },
    identityPolicies: assumed(question.identityPolicies),
    resourcePolicies: assumed(question.resourcePolicies),
    sessionPolicies: assumed(question.sessionPolicies),
    permissionsBoundary: question.permissionsBoundary && assumed([question.permissionsBoundary])[0],
  });
}

/** A `NotResource` that spares some of the requests is about any of them, or not, as it is assumed. */
function withoutSpared(
  question: PolicyQuestion,
  assumption: Assumption,
  policies: readonly NamedPolicy[],
): readonly NamedPolicy[] {
  const drops = (statement: Statement, version: PolicyVersion): boolean =>
    (assumption === 'for') === (statement.effect === 'Deny') && spares(question, statement, version);
  return policies.map(({ name, document }) => ({
    name,
    document: {
      ...document,
      statements: document.statements.map((one) =>
        drops(one, document.version)
          ? { ...one, actions: { negated: false, patterns: [] } }
          : withoutOpen(one, question.context, document.version),
      ),
    },
  }));
}

/** What a pattern with an open variable is about is told by `isAboutSome`: here it fits nothing, whatever its default is. */
function withoutOpen(statement: Statement, context: ConditionContext, version: PolicyVersion): Statement {
  const { resources } = statement;
  const patterns = resources?.patterns.filter((text) => !isOpen(text, context, version));
  return resources === undefined || patterns === undefined || patterns.length === resources.patterns.length
    ? statement
    : { ...statement, resources: { ...resources, patterns } };
}

/** A variable without a value makes the whole statement void, whatever the pattern could fit. */
const spares = (question: PolicyQuestion, { resources }: Statement, version: PolicyVersion): boolean =>
  resources?.negated === true &&
  (resources.patterns.some((text) => isOpen(text, question.context, version)) ||
    isAboutSome(question, resources.patterns, version));

function policyOf(decision: Decision): string | undefined {
  return (decision.kind === 'implicitly-denied' ? decision.nearest : decision.by)[0]?.policy.name;
}

/** Both readings of the unknown keys differ: the first condition on one of them is what decides. */
function byCondition(question: PolicyQuestion, allowing: readonly StatementRef[], low: Decision): Decided {
  const { context } = question;
  const refs = low.kind === 'explicitly-denied' ? low.by : allowing;
  for (const ref of refs) {
    const original = statementsWithin(question).find(
      ({ policy, index }) => policy === ref.policy.name && index === ref.index,
    );
    const [condition] = original === undefined ? [] : unknownConditions(original.statement, context);
    if (original !== undefined && spares(question, original.statement, original.version)) return byPath(original);
    if (condition === undefined) continue;
    const effect = ref.statement.effect === 'Allow' ? 'allowed' : 'refused';
    return {
      verdict: 'conditional',
      text: `${effect} where ${conditionText(condition)}, by ${placeOf(ref.policy.name, ref.index, ref.statement)}`,
      policy: ref.policy.name,
      byItem: /leadingkeys/i.test(condition.key),
      denial: undefined,
    };
  }
  return { verdict: 'conditional', text: explain(low), policy: policyOf(low), byItem: false, denial: undefined };
}

function asksNothing(demand: Demand): boolean {
  const refuses = demand.some(({ effect }) => effect === 'Deny');
  return !refuses && demand.some(({ resource, conditions }) => resource === '*' && conditions.length === 0);
}

const boundariesOf = ({ permissionsBoundary }: PolicyQuestion): readonly NamedPolicy[] =>
  permissionsBoundary === undefined ? [] : [permissionsBoundary];

/** With those of the permissions boundary. */
const statementsWithin = (question: PolicyQuestion): readonly PlacedStatement[] => [
  ...statementsOf(question),
  ...placed(boundariesOf(question), 'boundary'),
];

/**
 * A statement that speaks of some of the requests and not of others, such as `GET/pets/p1` of `GET /pets/{petId}`, where
 * that changes the decision about these: a Deny of what is allowed, or an Allow in the kind of policy that lacks one.
 */
function partialStatement(question: PolicyQuestion, decision: Decision): PlacedStatement | undefined {
  const speaksOfSome = ({ statement, version }: PlacedStatement): boolean => {
    const { negated = true, patterns = [] } = statement.resources ?? {};
    return namesAction(statement, question.action) && !negated && isAboutSome(question, patterns, version);
  };
  const effect = decision.kind === 'allowed' ? 'Deny' : 'Allow';
  const partial = statementsWithin(question).filter((one) => one.statement.effect === effect && speaksOfSome(one));
  if (decision.kind === 'allowed') return partial[0];
  if (decision.kind === 'explicitly-denied') return undefined;
  if (decision.because === 'permissions-boundary') return partial.find(({ kind }) => kind === 'boundary');
  const some = partial.find(({ kind }) => kind !== 'boundary');
  return some?.kind === 'identity' && isOutOfBounds(question) ? undefined : some;
}

/** Whether the permissions boundary allows none of the requests, whatever identity policies say. */
function isOutOfBounds(question: PolicyQuestion): boolean {
  const boundaries = boundariesOf(question);
  if (boundaries.length === 0) return false;
  const alone = { ...question, resourcePolicies: [], sessionPolicies: [], permissionsBoundary: undefined };
  return decide({ ...alone, identityPolicies: boundaries }).verdict === 'denied';
}

function namesAction({ actions }: Statement, action: string): boolean {
  const asked = action.toLowerCase();
  return (
    actions.patterns.some((pattern) => matchesPattern(wildcardPattern(pattern.toLowerCase()), asked)) !==
    actions.negated
  );
}

function byPath({ policy, index, statement }: PlacedStatement): Decided {
  const effect = statement.effect === 'Allow' ? 'allowed' : 'refused';
  const { negated = false, patterns = [] } = statement.resources ?? {};
  const where = `${negated ? 'does not fit' : 'fits'} ${patterns.join(' or ')}`;
  return {
    verdict: 'conditional',
    text: `${effect} where the path ${where}, by ${placeOf(policy, index, statement)}`,
    policy,
    byItem: true,
    denial: undefined,
  };
}

const placeOf = (policy: string, index: number, { sid }: Statement): string =>
  `policy ${policy}, statement ${String(index)}${sid === undefined ? '' : ` (${sid})`}`;
