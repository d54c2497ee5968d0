import type { IdentitySource, LambdaAuthorizer } from '../../../blueprint/model/authorization';
import { gatewayWorld } from '../support/gateway-fixture';
import { allowAll, byRequest, byToken, custom, told } from '../support/lambda-authorizer-fixture';
import type { Wire } from '../support/signed-requests';

const world = (authorizer: LambdaAuthorizer) =>
  gatewayWorld({
    routes: [custom('GET /pets', authorizer), custom('GET /dogs', authorizer)],
    judge: () => allowAll,
    variables: { color: 'blue', nothing: '' },
  });

const noIdentity = (what: string) => [
  401,
  '{"message":"Unauthorized"}',
  'UnauthorizedException',
  `no-identity: The request has no ${what}.`,
];

const header = (name: string): IdentitySource => ({ place: 'header', name });
const query = (name: string): IdentitySource => ({ place: 'querystring', name });
const variable = (name: string): IdentitySource => ({ place: 'stageVariables', name });

describe('without its identity a request never reaches the authorizer', () => {
  test.each<readonly [what: string, authorizer: LambdaAuthorizer, wire: Wire, missing: string]>([
    ['no header', byToken(), {}, 'header Authorization'],
    ['an empty header', byToken(), { headers: { authorization: '' } }, 'header Authorization'],
    ['a header of spaces', byToken(), { headers: { authorization: '  ' } }, 'header Authorization'],
    [
      'another header',
      byToken({ tokenHeader: 'X-Token' }),
      { headers: { authorization: 'Bearer abc' } },
      'header X-Token',
    ],
    [
      'no header of two',
      byRequest({ identitySources: [header('A'), header('B')] }),
      { headers: { a: '1' } },
      'header B',
    ],
    ['a blank header', byRequest({ identitySources: [header('A')] }), { headers: { a: ' ' } }, 'header A'],
    ['no query', byRequest({ identitySources: [query('key')] }), {}, 'querystring key'],
    ['an empty query', byRequest({ identitySources: [query('key')] }), { url: '/dev/pets?key=' }, 'querystring key'],
    [
      'a query in another case',
      byRequest({ identitySources: [query('key')] }),
      { url: '/dev/pets?Key=1' },
      'querystring key',
    ],
    [
      'a query as a header',
      byRequest({ identitySources: [query('key')] }),
      { headers: { key: '1' } },
      'querystring key',
    ],
    ['no stage variable', byRequest({ identitySources: [variable('size')] }), {}, 'stageVariables size'],
    ['an inherited name', byRequest({ identitySources: [variable('toString')] }), {}, 'stageVariables toString'],
    ['an empty stage variable', byRequest({ identitySources: [variable('nothing')] }), {}, 'stageVariables nothing'],
    [
      'no user agent',
      byRequest({ identitySources: [{ place: 'context', name: 'identity.userAgent' }] }),
      {},
      'context identity.userAgent',
    ],
    ['no header, and nothing kept', byRequest({ identitySources: [header('A')], resultTtlSeconds: 0 }), {}, 'header A'],
  ])('%s', async (...[, authorizer, wire, missing]) => {
    const { send, judged, events } = world(authorizer);
    expect(told(await send({ url: '/dev/pets', ...wire }))).toEqual(noIdentity(missing));
    expect([judged, events]).toEqual([[], []]);
  });

  test('but one that names no source is asked each time', async () => {
    const { send, judged } = world(byRequest({ identitySources: [], resultTtlSeconds: 0 }));
    expect((await send({ url: '/dev/pets' })).status).toBe(200);
    expect((await send({ url: '/dev/pets' })).status).toBe(200);
    expect(judged).toHaveLength(2);
  });

  test.each<readonly [source: IdentitySource, wire: Wire]>([
    [header('X-Key'), { headers: { 'x-kEY': '1' } }],
    [
      header('X-Key'),
      {
        headers: [
          ['x-key', ''],
          ['x-key', '1'],
        ],
      },
    ],
    [query('key'), { url: '/dev/pets?key=%31' }],
    [query('key'), { url: '/dev/pets?a=1;key=1' }],
    [variable('color'), {}],
    ...(
      [
        'accountId',
        'apiId',
        'domainName',
        'domainPrefix',
        'httpMethod',
        'identity.sourceIp',
        'path',
        'protocol',
        'requestId',
        'resourceId',
        'resourcePath',
        'stage',
      ] as const
    ).map((name) => [{ place: 'context', name }, {}] as const),
  ])('%j is found in %j', async (source, wire) => {
    const { send, judged } = world(byRequest({ identitySources: [source] }));
    expect((await send({ url: '/dev/pets', ...wire })).status).toBe(200);
    expect(judged).toHaveLength(1);
  });
});

describe('a validation expression', () => {
  const bearer = 'Bearer [-0-9A-Za-z_]+';

  test.each<readonly [expression: string, value: string, status: number]>([
    [bearer, 'Bearer abc', 200],
    [bearer, 'Bearer ', 401],
    [bearer, 'Bearer abc def', 401],
    [bearer, 'x Bearer abc', 401],
    [bearer, 'bearer abc', 401],
    [bearer, 'Bearer abc\u00e9', 401],
    ['a|b', 'a', 200],
    ['a|b', 'b', 200],
    ['a|b', 'ab', 401],
    ['a|b', 'xb', 401],
    ['^abc$', 'abc', 200],
    ['.*', 'whatever', 200],
  ])('%s is held against the whole of %j: %i', async (validationExpression, value, status) => {
    const { send, judged } = world(byToken({ validationExpression }));
    const answer = await send({ url: '/dev/pets', headers: { authorization: value } });
    expect(answer.status).toBe(status);
    expect(judged).toHaveLength(status === 200 ? 1 : 0);
    if (status !== 200)
      expect(answer.reason).toBe(
        `expression-mismatch: The header Authorization does not match ${validationExpression}.`,
      );
  });

  test('is held against a token whose policy is kept as well', async () => {
    const { send, judged } = gatewayWorld({
      routes: [custom('GET /any', byToken()), custom('GET /strict', byToken({ validationExpression: bearer }))],
      judge: () => allowAll,
    });
    const get = async (path: string) => (await send({ url: `/dev${path}`, headers: { authorization: 'abc' } })).status;
    expect([await get('/any'), await get('/strict'), await get('/any')]).toEqual([200, 401, 200]);
    expect(judged).toHaveLength(1);
  });
});

describe('a result is kept under all identity sources together', () => {
  const sources = [header('A'), query('b'), variable('color')];
  const sent = (a: string | readonly string[], b: string): Wire => ({
    url: `/dev/pets?${b}`,
    headers: (typeof a === 'string' ? [a] : a).map((value) => ['A', value] as const),
  });

  test.each<readonly [what: string, first: Wire, second: Wire, calls: number]>([
    ['the same', sent('1', 'b=2'), sent('1', 'b=2'), 1],
    ['the same beside something else', sent('1', 'b=2'), sent('1', 'x=y&b=2'), 1],
    ['another header', sent('1', 'b=2'), sent('2', 'b=2'), 2],
    ['another query', sent('1', 'b=2'), sent('1', 'b=3'), 2],
    ['both swapped', sent('1', 'b=2'), sent('2', 'b=1'), 2],
    ['a boundary moved', sent('1,2', 'b=3'), sent(['1', '2'], 'b=3'), 2],
    ['a value added', sent('1', 'b=2'), sent(['1', '1'], 'b=2'), 2],
    ['a query value added', sent('1', 'b=2'), sent('1', 'b=3&b=2'), 2],
    ['values swapped', sent(['1', '2'], 'b=2'), sent(['2', '1'], 'b=2'), 2],
    ['another case of the value', sent('a', 'b=2'), sent('A', 'b=2'), 2],
  ])('%s', async (...[, first, second, calls]) => {
    const { send, judged } = world(byRequest({ identitySources: sources }));
    expect((await send(first)).status).toBe(200);
    expect((await send(second)).status).toBe(200);
    expect(judged).toHaveLength(calls);
  });

  test('a path in them keeps methods apart', async () => {
    const { send, judged } = world(byRequest({ identitySources: [header('A'), { place: 'context', name: 'path' }] }));
    for (const path of ['pets', 'dogs', 'pets']) await send({ url: `/dev/${path}`, headers: { a: '1' } });
    expect(judged).toHaveLength(2);
  });
});
