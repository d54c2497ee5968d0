import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JWTHeaderParameters } from 'jose';
import type { TrustedIssuer } from '../../functions/group-authorizer/environment';
import type { GatewayDecision } from '../../functions/group-authorizer/gateway-policy';
import { createHandler } from '../../functions/group-authorizer/handler';
import { createKeySource } from '../../functions/group-authorizer/key-source';
import { createPolicyStore } from '../../functions/group-authorizer/policy-store';
import { rememberVerified } from '../../functions/group-authorizer/verified-tokens';
import { createTokenVerifier } from '../../functions/group-authorizer/verify-token';
import type { ExchangeAnswer, ExchangeRequest } from '../../functions/shared/exchange';
import { createLogger } from '../../functions/shared/logger';

export const poolIssuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example01';
export const otherIssuer = 'https://tenant.eu.auth0.com/';
export const stageArn = 'arn:aws:execute-api:eu-west-1:123456789012:abc123def4/dev';
export const clientId = 'client0123456789abcdefgh';
export const policiesTable = 'dev-group-policies';
export const startOfTime = 1_700_000_000_000;

export const issuers: readonly TrustedIssuer[] = [
  {
    issuer: poolIssuer,
    jwksUri: `${poolIssuer}/.well-known/jwks.json`,
    groupsClaim: 'cognito:groups',
    tokenUse: 'access',
    clientIds: [clientId, 'client-number-two'],
  },
  {
    issuer: otherIssuer,
    jwksUri: `${otherIssuer}.well-known/jwks.json`,
    groupsClaim: 'https://files.example/groups',
    audience: 'https://files.example',
  },
];

/** A key pair of an issuer. */
export interface Pair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function makePair(kid: string, modulusLength = 2048): Pair {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength }) };
}

export const jwkOf = ({ kid, publicKey }: Pair): object => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
});

export const keySetOf = (...pairs: readonly Pair[]): string => JSON.stringify({ keys: pairs.map(jwkOf) });

/** Made once: keys are slow to make. */
export const poolPair = makePair('pool+key/1=');
export const secondPair = makePair('pool+key/2=');
export const otherPair = makePair('auth0-key');

type Claims = Readonly<Record<string, unknown>>;
type Answering = (request: ExchangeRequest) => ExchangeAnswer | Promise<ExchangeAnswer>;

/** The other sides, and what they were asked. Each part can be changed during a test. */
export interface AuthorizerWorld {
  now: number;
  keys: Answering;
  otherKeys: Answering;
  table: Answering;
  /** Group to the text of its policy. */
  readonly policies: Map<string, string>;
  readonly keyReads: string[];
  readonly tableReads: ExchangeRequest[];
  readonly pauses: number[];
  readonly lines: string[];
  claims(change?: Claims): Claims;
  token(change?: Claims, header?: Partial<JWTHeaderParameters>, pair?: Pair): Promise<string>;
  authorize(authorization: string, method?: string): Promise<GatewayDecision>;
  /** The last `reason` in the log. */
  reason(): unknown;
}

export const rules = (...lines: readonly [string, string, string][]): string =>
  JSON.stringify(lines.map(([effect, method, path]) => ({ effect, method, path })));

export const ok = (body: unknown): ExchangeAnswer => ({
  status: 200,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const itemsOf = (policies: ReadonlyMap<string, string>, groups: readonly string[]): readonly object[] =>
  groups.flatMap((group) => {
    const policy = policies.get(group);
    return policy === undefined ? [] : [{ group: { S: group }, policy: { S: policy } }];
  });

export const groupsAsked = ({ body = '' }: ExchangeRequest): readonly string[] => {
  const { RequestItems } = JSON.parse(body) as { RequestItems: Record<string, { Keys: { group: { S: string } }[] }> };
  return (RequestItems[policiesTable]?.Keys ?? []).map(({ group }) => group.S);
};

export function authorizerWorld(): AuthorizerWorld {
  const world: AuthorizerWorld = {
    now: startOfTime,
    keys: () => ok(keySetOf(poolPair, secondPair)),
    otherKeys: () => ok(keySetOf(otherPair)),
    table: (request) => ok({ Responses: { [policiesTable]: itemsOf(world.policies, groupsAsked(request)) } }),
    policies: new Map([['readers', rules(['Allow', 'GET', '/files'])]]),
    keyReads: [],
    tableReads: [],
    pauses: [],
    lines: [],
    claims: (change = {}) => claimsOf(world, change),
    token: (change = {}, header = {}, pair = poolPair) =>
      new SignJWT(claimsOf(world, change))
        .setProtectedHeader({ alg: 'RS256', kid: pair.kid, ...header })
        .sign(pair.privateKey),
    authorize: (authorizationToken, method = 'GET/files') =>
      handler(
        { type: 'TOKEN', authorizationToken, methodArn: `${stageArn}/${method}` },
        { awsRequestId: 'invocation-1' },
      ),
    reason: () => (JSON.parse(world.lines.at(-1) ?? '{}') as { reason?: unknown }).reason,
  };
  const handler = handlerOf(world);
  return world;
}

function claimsOf({ now }: AuthorizerWorld, change: Claims): Claims {
  const seconds = Math.floor(now / 1000);
  const claims = {
    sub: 'a1b2c3d4-0000-4000-8000-000000000001',
    'cognito:groups': ['readers'],
    iss: poolIssuer,
    client_id: clientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 3600,
    jti: 'a1b2c3d4-0000-4000-8000-000000000002',
    username: 'alice',
    ...change,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

function handlerOf(world: AuthorizerWorld) {
  const services = {
    now: () => world.now,
    logger: createLogger((line) => world.lines.push(line)),
    exchange: async (request: ExchangeRequest): Promise<ExchangeAnswer> => {
      if (request.url === 'https://dynamodb.eu-west-1.amazonaws.com/') {
        world.tableReads.push(request);
        return world.table(request);
      }
      world.keyReads.push(request.url);
      return request.url === issuers[0]?.jwksUri ? world.keys(request) : world.otherKeys(request);
    },
  };
  const keysOf = ({ jwksUri }: TrustedIssuer) => createKeySource(services, jwksUri);
  return createHandler({
    ...services,
    verify: rememberVerified({ ...services, verify: createTokenVerifier({ ...services, issuers, keysOf }) }),
    policies: createPolicyStore({
      ...services,
      policiesTable,
      region: 'eu-west-1',
      endpoint: 'https://dynamodb.eu-west-1.amazonaws.com',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'session' },
      sleep: (milliseconds) => Promise.resolve(void world.pauses.push(milliseconds)),
      random: () => 0.5,
    }),
  });
}
