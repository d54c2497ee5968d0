import type { LambdaFunction } from '../../blueprint/model';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy } from '../../iam/policy';
import { type Credential, decides, passes, stops, type Token } from '../callers/caller';
import { type ChainStep, oneOf } from '../chain';
import { decide } from '../policies/decide';
import type { AccessWorld } from '../world';
import { anyRequest, type Call, invoke, verbs } from './call';
import type { GroupAuthorizer, GroupPolicy, GroupRule } from './group-rules';
import { nearRules } from './near-rules';

/** What is asked of the framework's authorizer. */
export interface GroupQuestion {
  readonly call: Call;
  readonly authorizer: GroupAuthorizer;
  readonly lambda: LambdaFunction;
}

/** What the policies of a token's groups say; without a rule that allows anything, everything is denied. */
export function byGroup(world: AccessWorld, question: GroupQuestion, credential: Credential): readonly ChainStep[] {
  const { authorizer, lambda } = question;
  const at = world.origins.of(lambda);
  const token = credential.kind === 'token' ? credential.token : undefined;
  const fault = token === undefined ? 'there is no token' : tokenFault(authorizer, token);
  if (token === undefined || fault !== undefined) {
    return [stops('authorizer', `the authorizer ${lambda.name} takes access tokens; ${fault ?? ''}`, at)];
  }
  const taken = passes('authorizer', `the authorizer ${lambda.name} takes the token`, at);
  const step = groupStep(world, question, token);
  if (step.outcome !== 'stops' || token.rewritten?.includes('groups') !== true) return [taken, step];
  const text = `a function of the user pool may name other groups; else ${step.text}`;
  const others = [...authorizer.groups.keys()].filter(
    (group) => groupStep(world, question, { ...token, groups: [group] }).outcome !== 'stops',
  );
  return [taken, decides('group-policy', { text, demand: oneOf('group', others) }, step.at)];
}

function tokenFault({ issuers }: GroupAuthorizer, token: Token): string | undefined {
  const trusted = issuers.find(({ issuer }) => issuer === token.issuer);
  if (trusted === undefined) return 'this one is of another issuer';
  if (token.use !== 'access') return 'this is an ID token';
  if (trusted.clientIds !== undefined) {
    return token.clientId !== undefined && trusted.clientIds.includes(token.clientId)
      ? undefined
      : 'this one is of another app client';
  }
  return trusted.audience === token.audience ? undefined : 'this one is meant for another audience';
}

function groupStep(world: AccessWorld, { call, authorizer }: GroupQuestion, token: Token): ChainStep {
  const policies = token.groups.flatMap((group) => authorizer.groups.get(group) ?? []);
  const [first] = policies;
  const table = world.origins.of(authorizer.table);
  if (first === undefined) {
    const who = token.groups.length === 0 ? 'the token names no group' : `${token.groups.join(', ')} has no policy`;
    return stops('group-policy', `${who}: nothing is allowed`, table);
  }
  const at = world.origins.of(first);
  const broken = policies.find(({ rules }) => rules === undefined);
  if (broken !== undefined) return stops('group-policy', `the policy of ${broken.group} is not understood: 500`, at);
  const answer = decide({
    principal: { kind: 'aws', accountId: world.blueprint.accountId, arns: [] },
    action: invoke,
    reach: call.reach,
    context: anyRequest,
    identityPolicies: policiesFor(call, policies),
    resourcePolicies: [],
    sessionPolicies: [],
    permissionsBoundary: undefined,
  });
  const groups = policies.map(({ group }) => group).join(', ');
  const asked = `${call.method} ${call.route.path}`;
  switch (answer.verdict) {
    case 'allowed':
      return passes('group-policy', `the policy of the group ${groups} allows ${asked}`, at);
    case 'conditional':
      return decides('group-policy', answer, at);
    case 'denied': {
      const refuses = answer.denial === 'explicit' ? 'denies' : 'does not allow';
      return stops('group-policy', `the policy of the group ${groups} ${refuses} ${asked}`, at);
    }
  }
}

/** The policy that the function would return, of the rules that can be about this route. */
function policiesFor({ api, stage, route, method }: Call, policies: readonly GroupPolicy[]): readonly NamedPolicy[] {
  // Written out, because an asterisk in place of the method would match other paths too.
  const arnOf = (rule: GroupRule): readonly string[] =>
    (rule.method === '*' ? verbs : [rule.method]).map(
      (each) => `${api.executionArn}/${stage.name}/${each}${rule.path.replace(/\{[^}]*\}/g, '*')}`,
    );
  return policies.flatMap(({ stack, address, rules = [] }) => {
    const near = nearRules(rules, { method, path: route.path });
    const statements = near.map((rule) => ({ Effect: rule.effect, Action: invoke, Resource: arnOf(rule) }));
    if (statements.length === 0) return [];
    const document = parsePolicy({ Version: '2012-10-17', Statement: statements }, 'identity');
    return [{ name: `${stack}:${address}`, document }];
  });
}
