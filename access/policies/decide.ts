import { contextLookup } from '../../iam/context';
import type { ConditionContext, Decision, Principal, StatementRef } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { explain } from '../../iam/explain';
import { matchesPattern, wildcardPattern } from '../../iam/pattern';
import type { NamedPolicy, PolicySourceKind, Statement } from '../../iam/policy';
import { resolvePattern } from '../../iam/variables';
import type { Verdict } from '../model';
import { intersect, type Reach } from './reach';
import { type Assumption, assuming, conditionText, unknownConditions } from './uncertain';

/** What is asked of IAM about all requests of one kind at once. */
export interface PolicyQuestion {
  readonly principal: Principal;
  readonly action: string;
  readonly reach: Reach;
  /** What is known of every such request; a key that is absent may have any value. */
  readonly context: ConditionContext;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly resourcePolicies: readonly NamedPolicy[];
  readonly sessionPolicies: readonly NamedPolicy[];
}

/** What IAM says, and the name of the policy that says it. */
export interface PolicyAnswer {
  readonly verdict: Verdict;
  readonly text: string;
  /** `<stack>:<Terraform address>`; absent where no statement comes near. */
  readonly policy: string | undefined;
  /** Whether it is the key of an item that decides. */
  readonly byItem: boolean;
  readonly denial: 'explicit' | 'implicit' | undefined;
}

/** Decides about all requests of a kind: `conditional` where some of them are allowed and others are not. */
export function decide(question: PolicyQuestion): PolicyAnswer {
  const high = evaluated(question, 'for');
  const low = evaluated(question, 'against');
  if (high.kind === 'allowed' && low.kind !== 'allowed') return byCondition(question, high.by, low);
  const some = partialStatement(question, high.kind === 'allowed' ? 'Deny' : 'Allow');
  if (some !== undefined && high.kind !== 'explicitly-denied') return byPath(some);
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
  if (!policies.some(({ document: { statements, version } }) => statements.some((one) => drops(one, version)))) {
    return policies;
  }
  return policies.map(({ name, document }) => ({
    name,
    document: {
      ...document,
      statements: document.statements.map((one) =>
        drops(one, document.version) ? { ...one, actions: { negated: false, patterns: [] } } : one,
      ),
    },
  }));
}

const spares = (question: PolicyQuestion, { resources }: Statement, version: PolicyVersion): boolean =>
  resources?.negated === true && isAboutSome(question, resources.patterns, version);

function policyOf(decision: Decision): string | undefined {
  return (decision.kind === 'implicitly-denied' ? decision.nearest : decision.by)[0]?.policy.name;
}

/** Both readings of the unknown keys differ: the first condition on one of them is what decides. */
function byCondition(question: PolicyQuestion, allowing: readonly StatementRef[], low: Decision): PolicyAnswer {
  const { context } = question;
  const refs = low.kind === 'explicitly-denied' ? low.by : allowing;
  for (const ref of refs) {
    const original = statementsOf(question).find(
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

type PolicyVersion = NamedPolicy['document']['version'];

interface PlacedStatement {
  readonly policy: string;
  readonly index: number;
  readonly kind: PolicySourceKind;
  readonly version: PolicyVersion;
  readonly statement: Statement;
}

function statementsOf(question: PolicyQuestion): readonly PlacedStatement[] {
  const of = (policies: readonly NamedPolicy[], kind: PolicySourceKind): readonly PlacedStatement[] =>
    policies.flatMap(({ name, document: { version, statements } }) =>
      statements.map((statement, index) => ({ policy: name, index, kind, version, statement })),
    );
  return [...of(question.identityPolicies, 'identity'), ...of(question.resourcePolicies, 'resource')];
}

/** A statement that speaks of some of the requests and not of others, such as `GET/pets/p1` of `GET /pets/{petId}`. */
function partialStatement(question: PolicyQuestion, effect: Statement['effect']): PlacedStatement | undefined {
  return statementsOf(question).find(({ statement, version }) => {
    if (statement.effect !== effect || !namesAction(statement, question.action)) return false;
    const { negated = true, patterns = [] } = statement.resources ?? {};
    return !negated && isAboutSome(question, patterns, version);
  });
}

/** Whether one of the patterns fits some of the requests, and not all. A variable without a value may have any. */
function isAboutSome({ reach, context }: PolicyQuestion, patterns: readonly string[], version: PolicyVersion): boolean {
  const variables = version === '2012-10-17' ? contextLookup(context) : undefined;
  const isOne = reach.pattern === reach.sample;
  return patterns.some((text) => {
    if (isOne && !text.includes('${')) return false;
    const whole = resolvePattern(text, variables);
    if (whole !== undefined && (isOne || matchesPattern(whole, reach.sample))) return false;
    return intersect(loose(text), reach.pattern);
  });
}

/** A variable may stand for anything that the path has in its place. */
const loose = (text: string): string => text.replace(/\$\{[^}]*\}/g, '*');

function namesAction({ actions }: Statement, action: string): boolean {
  const asked = action.toLowerCase();
  return (
    actions.patterns.some((pattern) => matchesPattern(wildcardPattern(pattern.toLowerCase()), asked)) !==
    actions.negated
  );
}

function byPath({ policy, index, statement }: PlacedStatement): PolicyAnswer {
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
