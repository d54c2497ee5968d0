import type { UserGroup, UserPool, UserPoolClient } from '../../blueprint/model/user-pools';
import type { ChainStep } from '../chain';
import type { AccessWorld } from '../world';
import { type Caller, passes, type Token, type Way } from './caller';
import type { Login } from './choose-roles';
import { signedInWays } from './identity-sessions';

/** What an access token has that came from a password and not from the domain. */
const selfService = 'aws.cognito.signin.user.admin';

/** Everybody who can get a token of a user pool: people without a group, the members of each group, and machines. */
export function userPoolCallers(world: AccessWorld, pool: UserPool): readonly Caller[] {
  const people = pool.clients.some(signsPeopleIn)
    ? [peopleOf(world, pool, undefined), ...pool.groups.map((group) => peopleOf(world, pool, group))]
    : [];
  const machines = pool.clients
    .filter(({ oauth }) => oauth?.flows.has('client_credentials') === true)
    .map((client) => machine(world, pool, client));
  return [...people, ...machines];
}

/** A refresh token is got by no other way than one of these. */
const signsPeopleIn = (client: UserPoolClient): boolean => byPassword(client) || byDomain(client);

const byPassword = ({ authFlows }: UserPoolClient): boolean =>
  [...authFlows].some((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH');

const byDomain = ({ oauth }: UserPoolClient): boolean =>
  [...(oauth?.flows ?? [])].some((flow) => flow !== 'client_credentials');

function peopleOf(world: AccessWorld, pool: UserPool, group: UserGroup | undefined): Caller {
  const { names, origins } = world;
  const name = group === undefined ? names.short(pool) : `${names.short(pool)}/${group.name}`;
  const kind = group === undefined ? 'signed-in-user' : 'group';
  const joined = pool.allowAdminCreateUserOnly ? 'an administrator made the account' : 'anybody can sign up';
  return {
    principal: {
      key: `${group === undefined ? 'user' : 'group'} ${name}`,
      kind,
      name,
      how:
        group === undefined
          ? `signed in to the user pool ${pool.name}, a member of no group; ${joined}`
          : `signed in to the user pool ${pool.name}, a member of the group ${group.name} alone`,
      at: origins.of(group ?? pool),
    },
    ways: pool.clients.filter(signsPeopleIn).flatMap((client) => waysThrough(world, { pool, client, group })),
  };
}

interface SignIn {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly group: UserGroup | undefined;
}

function waysThrough(world: AccessWorld, signIn: SignIn): readonly Way[] {
  const { pool, client, group } = signIn;
  const before = [
    passes('client', `signs in through the app client ${client.name}`, world.origins.of(client)),
    ...(group === undefined
      ? []
      : [passes('token', `the tokens name the group ${group.name}`, world.origins.of(group))]),
  ];
  const kinds = [
    ...(byPassword(client) ? [[selfService]] : []),
    ...(byDomain(client) ? [client.oauth?.scopes ?? []] : []),
  ];
  const tokens = kinds.flatMap((scopes) => tokensOf(signIn, scopes));
  const at = world.origins.of(pool);
  const byToken = distinct(tokens).map((token): Way => ({
    steps: [...before, passes('token', tokenText(token, pool), at)],
    credential: { kind: 'token', token },
  }));
  // Identity pools take ID tokens, which a client gets at the domain only with the scope openid.
  const hasIdToken = tokens.some(({ use }) => use === 'id');
  return [...byToken, ...(hasIdToken ? identityWays(world, signIn, before) : [])];
}

/** A function that is asked before a token of a person is made writes groups and, by its later versions, scopes. */
const rewritten = ({ triggers }: UserPool): readonly ('groups' | 'scopes')[] =>
  triggers.flatMap((trigger) =>
    trigger.kind !== 'PreTokenGeneration' ? [] : trigger.version === 'V1_0' ? ['groups'] : ['groups', 'scopes'],
  );

function tokensOf({ pool, client, group }: SignIn, scopes: readonly string[]): readonly Token[] {
  const common = {
    issuer: `https://${pool.endpoint}`,
    clientId: client.id,
    audience: undefined,
    groups: group === undefined ? [] : [group.name],
    rewritten: rewritten(pool),
  };
  const hasIdToken = scopes.includes(selfService) || scopes.includes('openid');
  return [
    ...(hasIdToken ? [{ ...common, use: 'id', scopes: [] } as const] : []),
    { ...common, use: 'access', scopes } as const,
  ];
}

function distinct(tokens: readonly Token[]): readonly Token[] {
  return [...new Map(tokens.map((token) => [`${token.use} ${token.scopes.join(' ')}`, token])).values()];
}

function tokenText({ use, scopes }: Token, pool: UserPool): string {
  const trigger = rewritten(pool).length > 0 ? '; a function of the pool may change its claims' : '';
  if (use === 'id') return `brings an ID token of ${pool.name}${trigger}`;
  return `brings an access token of ${pool.name} with ${scopes.length === 0 ? 'no scope' : scopes.join(' ')}${trigger}`;
}

/** Through each identity pool that takes tokens of this very client. */
function identityWays(
  world: AccessWorld,
  { pool, client, group }: SignIn,
  before: readonly ChainStep[],
): readonly Way[] {
  const provider = pool.endpoint;
  const login: Login = {
    kind: 'user-pool',
    provider,
    mappingKey: `${provider}:${client.id}`,
    claims: {
      ...(rewritten(pool).length > 0 ? {} : groupClaims(group)),
      iss: [`https://${provider}`],
      aud: [client.id],
      token_use: ['id'],
    },
  };
  return world.blueprint.identityPools
    .filter(({ cognitoProviders }) =>
      cognitoProviders.some(({ clientId, providerName }) => clientId === client.id && providerName === provider),
    )
    .flatMap((identityPool) => {
      const text = `trades an ID token at the identity pool ${identityPool.name}`;
      const traded = passes('token', text, world.origins.of(identityPool));
      return signedInWays(world, identityPool, { login, before: [...before, traded] });
    });
}

function groupClaims(group: UserGroup | undefined): Login['claims'] {
  const role = group?.roleArn === undefined ? undefined : [group.roleArn];
  return {
    'cognito:groups': group === undefined ? undefined : [group.name],
    'cognito:roles': role,
    'cognito:preferred_role': role,
  };
}

function machine({ names, origins }: AccessWorld, pool: UserPool, client: UserPoolClient): Caller {
  const scopes = client.oauth?.scopes ?? [];
  const name = names.full(client);
  const token: Token = {
    issuer: `https://${pool.endpoint}`,
    use: 'access',
    clientId: client.id,
    audience: undefined,
    groups: [],
    scopes,
  };
  return {
    principal: {
      key: `machine ${name}`,
      kind: 'machine',
      name,
      how: `a program with the secret of the app client ${client.name}; scopes: ${scopes.join(' ')}`,
      at: origins.of(client),
    },
    ways: [
      {
        steps: [
          passes('client', `shows the secret of the app client ${client.name}`, origins.of(client)),
          passes('token', tokenText(token, pool), origins.of(pool)),
        ],
        credential: { kind: 'token', token },
      },
    ],
  };
}
