import type { Route } from '../../../blueprint/model';
import type { InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { gatewayWorld, type AuthorizerEvent, type GatewayOptions } from '../support/gateway-fixture';
import {
  allowAll,
  byRequest,
  byToken,
  custom,
  policy,
  statement,
  threw,
  verdict,
} from '../support/lambda-authorizer-fixture';
import { cacheKey } from '../../../sandbox/gateway/cache-key';
import { now } from '../support/signed-requests';

const methods = ['GET', 'POST', 'DELETE'] as const;
const routes: readonly Route[] = [
  ...methods.map((method) => custom(`${method} /pets`)),
  custom('GET /pets/{petId}'),
  custom('GET /slow', byToken({ id: 'auth02' })),
  custom('GET /fresh', byToken({ id: 'auth03', resultTtlSeconds: 0 })),
];

/** What each token may, as an authorizer says that looks at the token alone. */
const rights: Readonly<Record<string, InvocationResult>> = {
  reader: verdict(policy(statement('Allow', 'GET/*')), { principalId: 'rita', context: { group: 'readers' } }),
  writer: verdict(policy(statement('Allow', 'GET/*', 'POST/pets')), {
    principalId: 'will',
    context: { group: 'writers' },
  }),
  nobody: verdict(policy(statement('Deny', '*')), { principalId: 'nora' }),
  admin: allowAll,
};

function world(options: GatewayOptions = {}) {
  const judge = ({ authorizationToken = '' }: AuthorizerEvent) => rights[authorizationToken] ?? threw('Unauthorized');
  const gateway = gatewayWorld({ routes, judge, ...options });
  const call = async (definition: string, token: string): Promise<number> => {
    const [method = '', path = ''] = definition.split(' ');
    return (await gateway.send({ method, url: `/dev${path}`, headers: { authorization: token } })).status;
  };
  return { ...gateway, call };
}

describe('within one period, one kept policy', () => {
  test.each([
    ['allowed then denied', ['GET /pets', 'DELETE /pets', 'GET /pets', 'DELETE /pets'], [200, 403, 200, 403]],
    ['denied then allowed', ['DELETE /pets', 'GET /pets', 'DELETE /pets', 'GET /pets'], [403, 200, 403, 200]],
    ['one path then another', ['GET /pets/7', 'POST /pets', 'GET /pets/8'], [200, 403, 200]],
  ])('is asked again for each method: %s', async (_, definitions, statuses) => {
    const { call, judged } = world();
    const seen = [];
    for (const definition of definitions) seen.push(await call(definition, 'reader'));
    expect(seen).toEqual(statuses);
    expect(judged).toHaveLength(1);
  });

  test('made for one method shuts out of the next, as on AWS', async () => {
    const { call, judged } = world({
      judge: ({ methodArn }) => verdict(policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn })),
    });
    expect([await call('GET /pets', 'x'), await call('POST /pets', 'x'), await call('GET /pets', 'x')]).toEqual([
      200, 403, 200,
    ]);
    expect(judged).toHaveLength(1);
  });

  test('that denies is kept as well', async () => {
    const { call, judged } = world();
    expect([await call('GET /pets', 'nobody'), await call('GET /pets', 'nobody')]).toEqual([403, 403]);
    expect(judged).toHaveLength(1);
  });

  test('belongs to one token, whichever came first', async () => {
    for (const order of [
      ['reader', 'writer'],
      ['writer', 'reader'],
    ] as const) {
      const { call } = world();
      const seen: Record<string, number> = {};
      for (const token of [...order, ...order]) seen[token] = await call('POST /pets', token);
      expect(seen).toEqual({ reader: 403, writer: 200 });
    }
  });

  test('brings its own context each time', async () => {
    const { call, events } = world();
    for (const token of ['reader', 'writer', 'reader', 'admin', 'writer']) await call('GET /pets', token);
    expect(events.map(({ requestContext }) => requestContext['authorizer'])).toEqual([
      { group: 'readers', principalId: 'rita', integrationLatency: 0 },
      { group: 'writers', principalId: 'will', integrationLatency: 0 },
      { group: 'readers', principalId: 'rita', integrationLatency: 0 },
      { principalId: 'anna', integrationLatency: 0 },
      { group: 'writers', principalId: 'will', integrationLatency: 0 },
    ]);
  });

  test('is asked right by two hundred requests at once', async () => {
    const { call, judged } = world();
    const tokens = ['reader', 'writer', 'nobody', 'admin', 'forged'];
    const allowed: Readonly<Record<string, readonly number[]>> = {
      reader: [200, 403, 403],
      writer: [200, 200, 403],
      nobody: [403, 403, 403],
      admin: [200, 200, 200],
      forged: [401, 401, 401],
    };
    const calls = Array.from({ length: 200 }, (_, index) => {
      const token = tokens[index % tokens.length] ?? '';
      const method = index % methods.length;
      return { token, method, wanted: allowed[token]?.[method] };
    });
    const statuses = await Promise.all(calls.map(({ token, method }) => call(`${methods[method]} /pets`, token)));
    expect(statuses).toEqual(calls.map(({ wanted }) => wanted));
    expect(judged.length).toBeGreaterThanOrEqual(tokens.length);
  });
});

describe('a result is kept', () => {
  test('for the time of the authorizer, counted from when it was asked', async () => {
    const { call, judged, clock } = world();
    const seen = [];
    for (const seconds of [0, 30, 59.999, 60, 119.999, 120]) {
      clock.set(now + seconds * 1000);
      seen.push(await call('GET /pets', 'reader'), judged.length);
    }
    expect(seen).toEqual([200, 1, 200, 1, 200, 1, 200, 2, 200, 2, 200, 3]);
  });

  test('so that a change of groups counts once the time is over, and not before', async () => {
    let rightsOfAnna = rights['writer'];
    const { call, clock } = world({ judge: () => rightsOfAnna ?? threw('Unauthorized') });
    expect(await call('POST /pets', 'anna')).toBe(200);
    rightsOfAnna = rights['reader'];
    clock.set(now + 59_999);
    expect(await call('POST /pets', 'anna')).toBe(200);
    clock.set(now + 60_000);
    expect(await call('POST /pets', 'anna')).toBe(403);
    rightsOfAnna = rights['writer'];
    clock.set(now + 119_999);
    expect(await call('POST /pets', 'anna')).toBe(403);
    clock.set(now + 120_000);
    expect(await call('POST /pets', 'anna')).toBe(200);
  });

  test('not at all where the authorizer keeps nothing', async () => {
    const { call, judged } = world();
    expect([await call('GET /fresh', 'reader'), await call('GET /fresh', 'reader')]).toEqual([200, 200]);
    expect(judged).toHaveLength(2);
  });

  test('until the results are flushed', async () => {
    const { call, judged, gateway } = world();
    await call('GET /pets', 'reader');
    gateway.flushAuthorizers();
    expect([await call('GET /pets', 'reader'), await call('GET /pets', 'reader')]).toEqual([200, 200]);
    expect(judged).toHaveLength(2);
  });

  test('under API, stage, authorizer and identity, none of which may stand for another', () => {
    const key = (...[api, stage, id, ...identity]: readonly [string, string, string, ...unknown[]]) =>
      cacheKey({ api: { id: api }, stage: { name: stage } }, { id }, identity);
    const keys = [
      key('a', 'b', 'c', 'd'),
      key('x', 'b', 'c', 'd'),
      key('a', 'x', 'c', 'd'),
      key('a', 'b', 'x', 'd'),
      key('a', 'b', 'c', 'x'),
      key('a', 'b', 'c', ['d']),
      key('a', 'b', 'c', 'd', ''),
      key('a', 'b', 'cd', ''),
      key('b', 'a', 'c', 'd'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key('a', 'b', 'c', 'secret')).not.toContain('secret');
  });

  test('not before the time at which it was found', async () => {
    const { call, judged, clock } = world();
    await call('GET /pets', 'reader');
    clock.set(now - 1);
    await call('GET /pets', 'reader');
    expect(judged).toHaveLength(2);
  });

  test('for its authorizer and its stage alone', async () => {
    const { call, send, judged } = world({ stages: ['other'] });
    await call('GET /pets', 'reader');
    await call('GET /slow', 'reader');
    const other = await send({ url: '/other/pets', headers: { authorization: 'reader' } });
    expect(judged).toHaveLength(3);
    expect(other.status).toBe(403);
  });

  test.each<readonly [what: string, first: InvocationResult, status: number]>([
    ['an error', threw('outage'), 500],
    ['Unauthorized', threw('Unauthorized'), 401],
    ['a time-out', { kind: 'failed', code: 'timed-out', detail: '' }, 500],
    ['a malformed result', { kind: 'returned', payload: null }, 500],
  ])('never where it is %s: the next request is asked about again', async (_, first, status) => {
    const answers = [first, allowAll];
    const { call, judged } = world({ judge: () => answers.shift() ?? threw('spent') });
    expect([await call('GET /pets', 'x'), await call('GET /pets', 'x'), await call('GET /pets', 'x')]).toEqual([
      status,
      200,
      200,
    ]);
    expect(judged).toHaveLength(2);
  });

  test('though what else the function looked at differs: only the identity counts', async () => {
    const { send, judged } = world({
      routes: [custom('GET /pets', byRequest())],
      judge: (event) =>
        (event['headers'] as Record<string, string>)['x-vip'] === '1' ? allowAll : threw('Unauthorized'),
    });
    const get = async (vip: string) =>
      (await send({ url: '/dev/pets', headers: { authorization: 'a', 'x-vip': vip } })).status;
    expect([await get('0'), await get('1'), await get('0')]).toEqual([401, 200, 200]);
    expect(judged).toHaveLength(2);
  });
});
