import type { IdentityPool, Role } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy } from '../../iam/policy';
import { type ChainStep, decidedBy } from '../chain';
import type { AccessWorld } from '../world';
import { ownIdentity } from '../policies/uncertain';
import { decides, passes, stops, type Way } from './caller';
import { chooseRoles, type Login, type RoleChoice } from './choose-roles';
import { trustStep } from './trust';

const issuer = 'cognito-identity.amazonaws.com';
const nothing = { kind: 'none' } as const;

/**
 * What the enhanced flow leaves to guests of the services that the matrix is about, whatever their role allows
 * (Amazon Cognito developer guide, "IAM roles", scope-down policy). Secrets Manager is not among them.
 */
const guestPolicies: readonly NamedPolicy[] = [
  {
    name: 'Cognito:scope-down policy of unauthenticated identities',
    document: parsePolicy(
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['dynamodb:*', 'execute-api:*'], Resource: '*' }],
      },
      'session',
    ),
  },
];

/** How somebody who signed in comes by credentials of an identity pool. `before` are the steps up to the login. */
export function signedInWays(
  world: AccessWorld,
  pool: IdentityPool,
  { login, before }: { readonly login: Login; readonly before: readonly ChainStep[] },
): readonly Way[] {
  const session = {
    pool,
    methods: ['authenticated', login.provider, `${login.provider}:${signInOf(login, pool)}:${ownIdentity}`],
  };
  const choices = chooseRoles(pool, login, world.blueprint.roles);
  const enhanced = choices.map((choice) => {
    const way = wayOf(world, choice, { session, before, policies: [], kind: login.kind });
    return choices.length === 1 ? way : { ...way, choice: { step: way.steps[before.length], among: choices } };
  });
  if (login.kind === 'saml') return enhanced;
  // Whom a claim gives a role only perhaps, gets it by the classic flow where its trust policy lets them.
  const certain = choices.filter(({ claim }) => claim === undefined).map(({ arn }) => arn);
  return [...enhanced, ...classicWays(world, { session, before, except: certain, kind: login.kind })];
}

/** How somebody who did not sign in comes by credentials; empty where the pool has no guests. */
export function guestWays(world: AccessWorld, pool: IdentityPool): readonly Way[] {
  if (!pool.allowUnauthenticatedIdentities) return [];
  const session = { pool, methods: ['unauthenticated'] };
  const choice = { arn: pool.unauthenticatedRoleArn, because: 'the unauthenticated role of the pool' };
  const before = [passes('client', 'asks the identity pool as a guest', world.origins.of(pool))];
  return [
    wayOf(world, choice, { session, before, policies: guestPolicies }),
    // The classic flow does not cut guests down, so the same role may reach further by it.
    ...classicWays(world, { session, before, except: [] }),
  ];
}

interface SessionKind {
  readonly pool: IdentityPool;
  /** The claim `amr`. */
  readonly methods: readonly string[];
}

interface WayTo {
  readonly session: SessionKind;
  readonly before: readonly ChainStep[];
  readonly policies: readonly NamedPolicy[];
  /** Absent for a guest. */
  readonly kind?: Login['kind'];
}

/** How the claim `amr` puts the person behind the provider. */
function signInOf({ kind }: Login, pool: IdentityPool): string {
  switch (kind) {
    case 'user-pool':
      return 'CognitoSignIn';
    case 'open-id':
      return 'OIDC';
    case 'saml':
      return 'SAML';
    case 'developer':
      return pool.id;
  }
}

function wayOf(world: AccessWorld, choice: RoleChoice, { session, before, policies, kind }: WayTo): Way {
  const at = world.origins.of(session.pool);
  const role = choice.arn === undefined ? undefined : world.role(choice.arn);
  if (role === undefined) {
    const why = choice.arn === undefined ? choice.because : `${choice.because} is of no stack`;
    return {
      steps: [...before, stops('role', `the identity pool gives no credentials: ${why}`, at)],
      credential: nothing,
    };
  }
  const chosen =
    choice.claim === undefined
      ? passes('role', `the identity pool chooses ${choice.because}`, at)
      : decides('role', chosenBy({ ...choice, claim: choice.claim }, kind, role), at);
  const trust = trustStep(world, role, trustOf(session));
  const credential = {
    kind: 'session',
    session: {
      role,
      sessionName: 'CognitoIdentityCredentials',
      context: contextOf(session),
      sessionPolicies: policies,
    },
  } as const;
  return { steps: [...before, chosen, trust], credential: trust.outcome === 'stops' ? nothing : credential };
}

function chosenBy(
  { claim, because }: RoleChoice & { readonly claim: string },
  kind: Login['kind'] | undefined,
  { stack, address }: Role,
) {
  const decider = kind === 'saml' ? `the attribute ${claim} of the assertion` : `the claim ${claim} of the token`;
  const text = `${decider} decides whether it is ${because}`;
  return { text, demand: decidedBy(`${decider}: ${because}, {role ${stack}:${address}}`) };
}

const contextOf = ({ pool, methods }: SessionKind): ConditionContext => ({
  [`${issuer}:aud`]: pool.id,
  [`${issuer}:sub`]: ownIdentity,
  [`${issuer}:amr`]: methods,
});

const trustOf = (session: SessionKind) => ({
  principal: { kind: 'federated', provider: issuer } as const,
  action: 'sts:AssumeRoleWithWebIdentity',
  context: contextOf(session),
});

/**
 * In the classic flow the caller names the role, and its trust policy alone decides. `GetOpenIdToken` gives no token for it
 * where the pool has role mappings, but a login backend has one of its own.
 */
function classicWays(
  world: AccessWorld,
  { session, before, except, kind }: Omit<WayTo, 'policies'> & { readonly except: readonly (string | undefined)[] },
): readonly Way[] {
  const { allowClassicFlow, roleMappings } = session.pool;
  if (!allowClassicFlow || (roleMappings.length > 0 && kind !== 'developer')) return [];
  const roles = world.blueprint.roles.filter(({ arn }) => !except.includes(arn));
  return roles.flatMap((role) => classicWay(world, role, { session, before }));
}

function classicWay(
  world: AccessWorld,
  role: Role,
  { session, before }: { session: SessionKind; before: readonly ChainStep[] },
): readonly Way[] {
  const trust = trustStep(world, role, trustOf(session));
  if (trust.outcome === 'stops') return [];
  const chosen = passes(
    'role',
    'the identity pool allows the classic flow: the caller names the role',
    world.origins.of(session.pool),
  );
  return [
    {
      steps: [...before, chosen, trust],
      credential: {
        kind: 'session',
        session: { role, sessionName: ownIdentity, context: contextOf(session), sessionPolicies: [] },
      },
    },
  ];
}
