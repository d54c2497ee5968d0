import fc from 'fast-check';
import type { UserPoolAuthorizer } from '../../../blueprint/model/authorization';
import type { JsonObject, Route } from '../../../blueprint/model';
import { claimTexts } from '../../../sandbox/gateway/claim-texts';
import { ResultCache } from '../../../sandbox/gateway/result-cache';
import type { SandboxResponse } from '../../../sandbox/http/message';
import type { ApiTokenResult, ExpectedToken } from '../../../sandbox/user-pools/api-token-verifier';
import { executionArn, gatewayWorld, open, route, type GatewayOptions } from '../support/gateway-fixture';
import { now } from '../support/signed-requests';

const poolIds = ['eu-central-1_A', 'eu-central-1_B'];

const authorizer = (changes: Partial<UserPoolAuthorizer> = {}): UserPoolAuthorizer => ({
  stack: 'notes',
  address: 'aws_api_gateway_authorizer.users',
  id: 'auth01',
  name: 'users',
  tokenHeader: 'Authorization',
  userPoolIds: poolIds,
  validationExpression: undefined,
  resultTtlSeconds: 15,
  ...changes,
});

const guarded = (definition: string, scopes: readonly string[], changes: Partial<UserPoolAuthorizer> = {}): Route =>
  route(definition, { authorization: { kind: 'COGNITO_USER_POOLS', authorizer: authorizer(changes), scopes } });

/** A verifier that knows tokens by name, and how often it was asked for which. */
function verifierOf(tokens: Readonly<Record<string, ApiTokenResult>>) {
  const asked: (readonly [token: string, expected: ExpectedToken])[] = [];
  const verify = (token: string, expected: ExpectedToken): Promise<ApiTokenResult> => {
    asked.push([token, expected]);
    return Promise.resolve(tokens[token] ?? { kind: 'refused', code: 'malformed', detail: 'Unknown.' });
  };
  return { asked, verify };
}

const verified = (claims: JsonObject, expiresAt = now + 3_600_000): ApiTokenResult => ({
  kind: 'verified',
  claims,
  expiresAt,
});

const tokens: Readonly<Record<string, ApiTokenResult>> = {
  reader: verified({ sub: 'machine', scope: 'api/read' }),
  writer: verified({ sub: 'machine', scope: 'api/write openid' }),
  unscoped: verified({ sub: 'machine' }),
  person: verified({ sub: 'anna', aud: 'client1', 'cognito:groups': ['admins', 'staff'] }),
  old: { kind: 'refused', code: 'expired', detail: 'The claim exp does not lie ahead.' },
  brief: verified({ sub: 'machine', scope: 'api/read' }, now + 5_000),
};

const routes: readonly Route[] = [
  guarded('GET /read', ['api/read']),
  guarded('GET /either', ['api/read', 'api/write']),
  guarded('GET /people', []),
  guarded('GET /fresh', ['api/read'], { id: 'auth02', resultTtlSeconds: 0 }),
  guarded('GET /elsewhere', ['api/read'], { id: 'auth03' }),
  guarded('GET /header', ['api/read'], { tokenHeader: 'X-Token' }),
  guarded('GET /client1', [], { id: 'auth04', validationExpression: 'client[0-9]' }),
  guarded('GET /client2', [], { id: 'auth05', validationExpression: 'lient1' }),
  guarded('GET /noaccess', ['api/read'], { id: 'auth06', validationExpression: '.*' }),
];

function world(options: GatewayOptions = {}) {
  const verifier = verifierOf(tokens);
  const gateway = gatewayWorld({ routes: [...routes, open('GET /open')], tokens: verifier, ...options });
  const get = (path: string, token?: string, header = 'authorization'): Promise<SandboxResponse> =>
    gateway.send({ url: `/dev${path}`, headers: token === undefined ? {} : { [header]: token } });
  return { ...gateway, asked: verifier.asked, get };
}

const told = ({ status, body, headers, reason }: SandboxResponse) => [
  status,
  String(body),
  headers['x-amzn-ErrorType'],
  reason,
];
const unauthorized = (reason: string) => [401, '{"message":"Unauthorized"}', 'UnauthorizedException', reason];

describe('a route with a user pool authorizer', () => {
  test.each([
    ['/read', 'Bearer reader'],
    ['/read', 'reader'],
    ['/read', '  Bearer   reader '],
    ['/either', 'Bearer reader'],
    ['/either', 'Bearer writer'],
    ['/people', 'Bearer person'],
    ['/client1', 'Bearer person'],
  ])('%s takes %j', async (path, token) => {
    expect((await world().get(path, token)).status).toBe(200);
  });

  test.each<readonly [path: string, token: string | undefined, reason: string]>([
    ['/read', undefined, 'no-token: The header Authorization has no token.'],
    ['/read', '', 'no-token: The header Authorization has no token.'],
    ['/read', 'Bearer', 'no-token: The header Authorization has no token.'],
    ['/read', 'garbage', 'malformed: Unknown.'],
    ['/read', 'Bearer Bearer reader', 'malformed: Unknown.'],
    ['/read', 'bearer reader', 'malformed: Unknown.'],
    [
      '/read',
      'Bearer writer',
      'insufficient-scope: The method wants one of api/read; the token has api/write, openid.',
    ],
    ['/read', 'Bearer unscoped', 'insufficient-scope: The method wants one of api/read; the token has none.'],
    [
      '/either',
      'Bearer unscoped',
      'insufficient-scope: The method wants one of api/read, api/write; the token has none.',
    ],
    ['/header', 'Bearer reader', 'no-token: The header X-Token has no token.'],
    ['/client1', 'Bearer reader', 'audience-mismatch: The claim aud does not match client[0-9].'],
    ['/client2', 'Bearer person', 'audience-mismatch: The claim aud does not match lient1.'],
    ['/noaccess', 'Bearer reader', 'audience-mismatch: The claim aud does not match .*.'],
  ])('%s does not take %j', async (path, token, reason) => {
    const { get, events } = world();
    expect(told(await get(path, token))).toEqual(unauthorized(reason));
    expect(events).toEqual([]);
  });

  test('tells a client that its token has expired, and nothing else of why', async () => {
    expect(told(await world().get('/read', 'Bearer old'))).toEqual([
      401,
      '{"message":"The incoming token has expired"}',
      'UnauthorizedException',
      'expired: The claim exp does not lie ahead.',
    ]);
  });

  test('reads the header that the authorizer names', async () => {
    expect((await world().get('/header', 'Bearer reader', 'x-token')).status).toBe(200);
  });

  test('does not take one of two headers', async () => {
    const { send } = world();
    const headers = [
      ['authorization', 'reader'],
      ['authorization', 'reader'],
    ] as const;
    expect(told(await send({ url: '/dev/read', headers }))).toEqual(unauthorized('malformed: Unknown.'));
  });

  test('asks for access tokens where it has scopes, for ID tokens where not, of all its pools', async () => {
    const { get, asked } = world();
    await get('/read', 'reader');
    await get('/people', 'person');
    expect(asked).toEqual([
      ['reader', { userPoolIds: poolIds, use: 'access' }],
      ['person', { userPoolIds: poolIds, use: 'id' }],
    ]);
  });

  test('is refused as the API says', async () => {
    const gatewayResponses = [
      {
        stack: 'notes',
        address: 'aws_api_gateway_gateway_response.unauthorized',
        responseType: 'UNAUTHORIZED',
        statusCode: 418,
        responseParameters: {},
        responseTemplates: {},
      },
    ];
    const { get } = world({ api: { gatewayResponses } });
    expect((await get('/read')).status).toBe(418);
    expect((await get('/read', 'old')).status).toBe(418);
  });

  test('a signature does not let in', async () => {
    const { sendSigned, events } = world();
    expect((await sendSigned({ url: '/dev/read' })).status).toBe(401);
    expect(events).toEqual([]);
  });
});

describe('what the function is told', () => {
  test('is the claims as texts, and no signed identity', async () => {
    const { get, events } = world();
    await get('/people', 'person');
    expect(events[0]?.requestContext).toMatchObject({
      authorizer: { claims: { sub: 'anna', aud: 'client1', 'cognito:groups': 'admins,staff' } },
      identity: { caller: null, userArn: null, cognitoIdentityId: null, cognitoAuthenticationProvider: null },
    });
    expect(Object.keys((events[0]?.requestContext['authorizer'] ?? {}) as object)).toEqual(['claims']);
  });

  test('has no authorizer where none ran', async () => {
    const { get, events } = world();
    await get('/open', 'person');
    expect(events[0]?.requestContext).not.toHaveProperty('authorizer');
  });

  test('and the log tells whom it let in, without the token', async () => {
    const { get, log } = world();
    await get('/people', 'Bearer person');
    expect(log.join('\n')).toContain('"subject":"anna"');
    expect(log.join('\n')).not.toContain('person');
  });

  test.each<readonly [claim: string, value: unknown, text: string]>([
    ['exp', 1544116103, 'Thu Dec 06 17:08:23 UTC 2018'],
    ['iat', 0, 'Thu Jan 01 00:00:00 UTC 1970'],
    ['iat', '1544116103', '1544116103'],
    ['auth_time', 1544112503, '1544112503'],
    ['version', 2, '2'],
    ['email_verified', true, 'true'],
    ['cognito:groups', ['admin', 'staging-manager'], 'admin,staging-manager'],
    ['cognito:groups', [], ''],
    ['scope', 'openid api/user', 'openid api/user'],
    ['address', { formatted: 'x' }, '{"formatted":"x"}'],
    ['identities', [{ userId: '1' }], '{"userId":"1"}'],
    ['nothing', null, 'null'],
  ])('%s %j is %j', (claim, value, text) => {
    expect(claimTexts({ [claim]: value })).toEqual({ [claim]: text });
  });

  test('is a text for whatever a token may claim', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(json, (claims) => {
        const texts = claimTexts(claims);
        return (
          Object.keys(texts).length === Object.keys(claims).length &&
          Object.values(texts).every((value) => typeof value === 'string')
        );
      }),
    );
  });
});

describe("an API's resource policy", () => {
  const policy = (...Statement: readonly JsonObject[]): GatewayOptions => ({
    api: { resourcePolicy: { Version: '2012-10-17', Statement } },
  });
  const statement = (Effect: 'Allow' | 'Deny', path: string): JsonObject => ({
    Effect,
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: `${executionArn}/dev/GET/${path}`,
  });

  test.each<readonly [what: string, options: GatewayOptions, status: number]>([
    ['that allows', policy(statement('Allow', '*')), 200],
    ['that denies', policy(statement('Allow', '*'), statement('Deny', 'read')), 403],
    ['that is silent', policy(statement('Allow', 'other')), 403],
  ])('%s is asked once the token is good', async (_, options, status) => {
    const { get } = world(options);
    expect((await get('/read', 'reader')).status).toBe(status);
    expect((await get('/read', 'garbage')).status).toBe(401);
  });
});

describe('a result is kept', () => {
  test('for the time of the authorizer, counted from when it was found', async () => {
    const { get, asked, clock } = world();
    const statuses = [];
    for (const seconds of [0, 10, 14.999, 15, 29.999, 30]) {
      clock.set(now + seconds * 1000);
      statuses.push((await get('/read', 'reader')).status, asked.length);
    }
    expect(statuses).toEqual([200, 1, 200, 1, 200, 1, 200, 2, 200, 2, 200, 3]);
  });

  test('for all methods of the authorizer, each of which looks for its own scopes', async () => {
    const { get, asked } = world();
    expect((await get('/either', 'writer')).status).toBe(200);
    expect((await get('/read', 'writer')).status).toBe(401);
    expect((await get('/either', 'Bearer writer')).status).toBe(200);
    expect(asked.length).toBe(1);
  });

  test('for the kind of token that was asked for alone', async () => {
    const { get, asked } = world();
    await get('/people', 'reader');
    await get('/read', 'reader');
    expect(asked.map(([, { use }]) => use)).toEqual(['id', 'access']);
  });

  test('for its authorizer alone, and its stage', async () => {
    const { get, asked, send } = world({ stages: ['other'] });
    await get('/read', 'reader');
    await get('/elsewhere', 'reader');
    await send({ url: '/other/read', headers: { authorization: 'reader' } });
    expect(asked.length).toBe(3);
  });

  test('not past the expiry of the token', async () => {
    const { get, asked, clock } = world();
    await get('/read', 'brief');
    clock.set(now + 4_999);
    await get('/read', 'brief');
    expect(asked.length).toBe(1);
    clock.set(now + 5_000);
    await get('/read', 'brief');
    expect(asked.length).toBe(2);
  });

  test('not where the authorizer keeps nothing, and not for a token that was refused', async () => {
    const { get, asked } = world();
    for (const [path, token] of [
      ['/fresh', 'reader'],
      ['/read', 'garbage'],
    ] as const) {
      await get(path, token);
      await get(path, token);
    }
    expect(asked.length).toBe(4);
  });

  test('until the results are flushed', async () => {
    const { get, asked, gateway } = world();
    await get('/read', 'reader');
    gateway.flushAuthorizers();
    await get('/read', 'reader');
    expect(asked.length).toBe(2);
  });

  test('not for a time before it was found', async () => {
    const { get, asked, clock } = world();
    await get('/read', 'reader');
    clock.set(now - 1);
    await get('/read', 'reader');
    expect(asked.length).toBe(2);
  });

  test('while there is room: the oldest goes first', () => {
    const cache = new ResultCache<string>(2);
    for (const result of ['a', 'b', 'c']) cache.keep(result, { result, keptAt: 0, until: 10 });
    cache.keep('b', { result: 'b2', keptAt: 0, until: 10 });
    cache.keep('d', { result: 'd', keptAt: 0, until: 10 });
    cache.keep('e', { result: 'kept for no time', keptAt: 5, until: 5 });
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.find(key, 5))).toEqual([
      undefined,
      'b2',
      undefined,
      'd',
      undefined,
    ]);
  });
});
