import type { Role } from '../../blueprint/model';
import type { ConditionContext, Decision, Principal } from '../../iam/decision';
import { evaluateTrust } from '../../iam/evaluate-trust';
import { explain } from '../../iam/explain';
import { clausesOf } from '../policies/clauses';
import { placed } from '../policies/placed-statements';
import { readPolicy } from '../policies/read-policy';
import type { NamedPolicy, PolicyDocument } from '../../iam/policy';
import { assuming, conditionText, unknownConditions } from '../policies/uncertain';
import type { ChainStep } from '../chain';
import type { AccessWorld } from '../world';
import { decides, passes, stops } from './caller';

/** Who would assume a role, and by which action. */
export interface TrustQuestion {
  readonly principal: Principal;
  readonly action: string;
  /** What is known; another key may have any value. */
  readonly context: ConditionContext;
}

/** What a role's trust policy says, as a step of the chain. */
export function trustStep(world: AccessWorld, role: Role, question: TrustQuestion): ChainStep {
  const at = world.origins.of(role);
  const document = trustOf(role);
  const policy = { name: `${role.stack}:${role.address}`, document };
  const high = ask([policy], question, 'for');
  const low = ask([policy], question, 'against');
  if (high.kind !== 'allowed') return stops('role', `the role ${role.name} does not trust: ${explain(high)}`, at);
  if (low.kind === 'allowed') return passes('role', `takes the role ${role.name}: ${explain(high)}`, at);
  const conditions = document.statements.flatMap((one) => unknownConditions(one, question.context)).map(conditionText);
  const text = `takes the role ${role.name} where ${conditions.join(' and ')}`;
  return decides('role', { text, demand: clausesOf(placed([policy], 'trust'), question) }, at);
}

/** Read as strictly as when it is attached. Raises `AccessError` where it is not understood. */
export const trustOf = (role: Role): PolicyDocument => readPolicy(role, role.trustPolicy, 'trust').document;

function ask(policies: readonly NamedPolicy[], question: TrustQuestion, assumption: 'for' | 'against'): Decision {
  const [policy] = assuming(assumption, policies, question.context);
  return policy === undefined
    ? { kind: 'implicitly-denied', because: 'no-policy-allows', nearest: [] }
    : evaluateTrust({ policy, ...question });
}
