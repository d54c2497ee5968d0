import type { LambdaFunction, Role } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import { chosenName } from '../policies/uncertain';
import type { AccessWorld } from '../world';
import { type Caller, passes, stops, type Way } from './caller';
import { trustOf, trustStep } from './trust';

const identityPools = 'cognito-identity.amazonaws.com';
/** Where AWS takes SAML assertions for its own sign-in (IAM user guide, "SAML:aud"). */
const samlAudience = 'https://signin.aws.amazon.com/saml';

/** A function, which calls with its own role. */
export function functionCaller(world: AccessWorld, lambda: LambdaFunction): Caller {
  const { names, origins } = world;
  const at = origins.of(lambda);
  const name = names.full(lambda);
  return {
    principal: { key: `function ${name}`, kind: 'function', name, how: `the code of the function ${lambda.name}`, at },
    ways: [functionWay(world, lambda)],
  };
}

function functionWay(world: AccessWorld, lambda: LambdaFunction): Way {
  const client = passes('client', `runs as the function ${lambda.name}`, world.origins.of(lambda));
  const role = world.role(lambda.roleArn);
  if (role === undefined) {
    return { steps: [client, stops('role', 'its role is of no stack')], credential: { kind: 'none' } };
  }
  const trust = trustStep(world, role, {
    principal: { kind: 'service', service: 'lambda.amazonaws.com' },
    action: 'sts:AssumeRole',
    context: {},
  });
  return wayWith({ role, before: [client], trust, sessionName: lambda.name, context: {} });
}

/** Everybody whom a role trusts on the word of a SAML or OpenID Connect provider; nothing for any other role. */
export function federatedCallers(world: AccessWorld, role: Role): readonly Caller[] {
  const trusted = [...new Set(trustOf(role).statements.flatMap(({ principals }) => principals?.federated ?? []))];
  const ways = trusted
    .filter((provider) => provider !== identityPools)
    .flatMap((arn) => federatedWays(world, role, arn));
  if (ways.length === 0) return [];
  const name = world.names.full(role);
  return [
    {
      principal: {
        key: `federated ${name}`,
        kind: 'federated-role',
        name,
        how: `somebody who takes the role ${role.name} at STS, on the word of ${trusted.map(nameInArn).join(' or ')}`,
        at: world.origins.of(role),
      },
      ways,
    },
  ];
}

const nameInArn = (arn: string): string => arn.slice(arn.indexOf('/') + 1);

function federatedWays(world: AccessWorld, role: Role, providerArn: string): readonly Way[] {
  const principal = { kind: 'federated', provider: providerArn } as const;
  const { samlProviders, openIdConnectProviders } = world.blueprint;
  const saml = samlProviders.find(({ arn }) => arn === providerArn);
  if (saml !== undefined) {
    const context = { 'SAML:aud': samlAudience };
    const before = [
      passes('client', `brings an assertion of ${saml.name} that names the role`, world.origins.of(saml)),
    ];
    const trust = trustStep(world, role, { principal, action: 'sts:AssumeRoleWithSAML', context });
    return [wayWith({ role, before, trust, sessionName: chosenName, context })];
  }
  const openId = openIdConnectProviders.find(({ arn }) => arn === providerArn);
  if (openId === undefined) return [foreignWay(world, role, providerArn)];
  return openId.clientIds.map((clientId) => {
    const prefix = openId.issuer.replace(/^https:\/\//, '');
    const context = { [`${prefix}:aud`]: clientId };
    const at = world.origins.of(openId);
    const before = [passes('client', `brings a token of ${prefix} for the application ${clientId}`, at)];
    const trust = trustStep(world, role, { principal, action: 'sts:AssumeRoleWithWebIdentity', context });
    return wayWith({ role, before, trust, sessionName: chosenName, context });
  });
}

/** Through a provider that no stack makes, such as `accounts.google.com`: whom it vouches for, nobody here can tell. */
function foreignWay(world: AccessWorld, role: Role, provider: string): Way {
  const action = provider.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  const before = [passes('client', `is vouched for by ${nameInArn(provider)}, which is of no stack`)];
  const trust = trustStep(world, role, { principal: { kind: 'federated', provider }, action, context: {} });
  return wayWith({ role, before, trust, sessionName: chosenName, context: {} });
}

interface Taken {
  readonly role: Role;
  readonly before: Way['steps'];
  readonly trust: Way['steps'][number];
  readonly sessionName: string;
  readonly context: ConditionContext;
}

/** With credentials of the role, where it trusts. */
export function wayWith({ role, before, trust, sessionName, context }: Taken): Way {
  return {
    // A claim that decides is how one comes to be this principal; whoever is it has the role.
    steps: [...before, trust.outcome === 'decides' ? { ...trust, outcome: 'passes' } : trust],
    credential:
      trust.outcome === 'stops'
        ? { kind: 'none' }
        : { kind: 'session', session: { role, sessionName, context, sessionPolicies: [] } },
  };
}
