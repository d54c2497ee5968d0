import type { Principal } from '../../iam/decision';
import type { AccessWorld } from '../world';
import { type Session, decides, passes, stops } from '../callers/caller';
import type { ChainStep } from '../chain';
import type { Demand } from '../model';
import { decide, type PolicyAnswer } from '../policies/decide';
import type { Reach } from '../policies/reach';
import { isOwn } from '../policies/uncertain';
import type { NamedPolicy } from '../../iam/policy';
import { anyRequest, type Call, invoke } from './call';

/** What IAM says of somebody with credentials of a role. */
export function askForSession(
  world: AccessWorld,
  session: Session,
  asked: { readonly action: string; readonly reach: Reach; readonly resourcePolicies: readonly NamedPolicy[] },
): PolicyAnswer {
  const prefix = `arn:aws:sts::${world.blueprint.accountId}:assumed-role/${session.role.name}/`;
  const answer = askFor(world, session, { ...asked, arn: `${prefix}${session.sessionName}` });
  if (!isOwn(session.sessionName)) return answer;
  // A resource policy may name one session of the role, and whoever takes the role may choose that name.
  const others = sessionsNamed(asked.resourcePolicies, prefix)
    .map((arn) => ({ arn, said: askFor(world, session, { ...asked, arn }) }))
    .filter(({ said }) => said.verdict !== answer.verdict);
  const [other] = others.map(({ said }) => said);
  if (other === undefined) return answer;
  const demand = [...demandOf(answer), ...others.flatMap(({ arn, said }) => bySession(arn.slice(prefix.length), said))];
  const limit = answer.limit ?? other.limit;
  return { ...other, verdict: 'conditional', text: `the name of the session decides: ${other.text}`, demand, limit };
}

const demandOf = ({ verdict, demand }: PolicyAnswer): Demand =>
  verdict === 'allowed' ? [{ effect: 'Allow', resource: '*', conditions: [] }] : demand;

function bySession(name: string, said: PolicyAnswer): Demand {
  const condition = { operator: 'StringEquals', key: 'the name of the session', values: [name] };
  if (said.verdict === 'denied') return [{ effect: 'Deny', resource: '*', conditions: [condition] }];
  return demandOf(said).map((clause) => ({ ...clause, conditions: [...clause.conditions, condition] }));
}

function sessionsNamed(policies: readonly NamedPolicy[], prefix: string): readonly string[] {
  const principals = policies.flatMap(({ document }) => document.statements.map((one) => one.principals?.aws ?? []));
  return [...new Set(principals.flat().filter((arn) => arn.startsWith(prefix)))];
}

interface AskedFor {
  readonly action: string;
  readonly reach: Reach;
  readonly resourcePolicies: readonly NamedPolicy[];
  /** Of the session. */
  readonly arn: string;
}

function askFor(world: AccessWorld, session: Session, { arn, ...asked }: AskedFor): PolicyAnswer {
  const { role, sessionName, context, sessionPolicies } = session;
  const { accountId } = world.blueprint;
  return decide({
    ...asked,
    principal: { kind: 'aws', accountId, arns: [arn, role.arn] },
    context: {
      ...anyRequest,
      ...context,
      'aws:PrincipalArn': role.arn,
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': `${role.uniqueId}:${sessionName}`,
    },
    identityPolicies: world.policiesOf(role),
    permissionsBoundary: world.boundaryOf(role),
    sessionPolicies,
  });
}

/** What the API's own policy says of those who did not sign. */
export function askAnonymously({ reach, resourcePolicies }: Call): PolicyAnswer {
  const principal: Principal = { kind: 'anonymous' };
  const policies = { identityPolicies: [], resourcePolicies, sessionPolicies: [], permissionsBoundary: undefined };
  return decide({ principal, action: invoke, reach, context: anyRequest, ...policies });
}

/** An answer as a step of the chain. */
export function statementStep(world: AccessWorld, answer: PolicyAnswer): ChainStep {
  const at = answer.policy === undefined ? undefined : world.origins.named(answer.policy);
  switch (answer.verdict) {
    case 'allowed':
      return passes('statement', answer.text, at);
    case 'conditional':
      return decides(answer.byItem ? 'item' : 'statement', answer, at);
    case 'denied':
      return stops('statement', answer.text, at);
  }
}

/** An open or token-protected route is subject to the API's resource policy too, which must then allow. */
export function resourcePolicySteps(world: AccessWorld, call: Call): readonly ChainStep[] {
  return call.resourcePolicies.length === 0 ? [] : [statementStep(world, askAnonymously(call))];
}
