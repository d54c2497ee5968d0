import { callLimits } from '../../functions/group-authorizer/dynamodb-call';
import { keyLimits, keyTimes } from '../../functions/group-authorizer/key-source';
import { retries } from '../../functions/group-authorizer/policy-store';
import { memoryLimits } from '../../functions/group-authorizer/verified-tokens';
import { ExchangeError } from '../../functions/shared/errors';
import type { ExchangeAnswer } from '../../functions/shared/exchange';
import { authorizerWorld, groupsAsked, itemsOf, keySetOf, makePair, ok, otherPair } from './group-authorizer-world';
import { jwkOf, policiesTable, poolPair, rules, secondPair } from './group-authorizer-world';

const bearer = async (token: Promise<string>): Promise<string> => `Bearer ${await token}`;

const fail = (reason: ConstructorParameters<typeof ExchangeError>[0]) => (): ExchangeAnswer => {
  throw new ExchangeError(reason, 'far.example');
};

const newPair = makePair('rotated-in');

describe('the keys', () => {
  const broken: readonly [string, string, () => ExchangeAnswer][] = [
    ['out of reach', 'failed', fail('failed')],
    ['too slow', 'timed-out', fail('timed-out')],
    ['endless', 'answer-too-large', fail('answer-too-large')],
    ['refused', 'refused', () => ({ status: 404, body: '' })],
    ['moved', 'refused', () => ({ status: 302, body: '' })],
    ['no JSON', 'not-understood', () => ok('<html>')],
    ['no set', 'not-understood', () => ok({ keys: 'x' })],
    ['none', 'not-understood', () => ok({ keys: [] })],
    ['of another kind', 'not-understood', () => ok({ keys: [{ kty: 'EC', kid: poolPair.kid, crv: 'P-256' }] })],
    ['for encryption', 'not-understood', () => ok({ keys: [{ ...jwkOf(poolPair), use: 'enc' }] })],
    ['for another algorithm', 'not-understood', () => ok({ keys: [{ ...jwkOf(poolPair), alg: 'RS512' }] })],
    ['ambiguous', 'not-understood', () => ok({ keys: [jwkOf(poolPair), { ...jwkOf(secondPair), kid: poolPair.kid }] })],
    ['not a key', 'not-understood', () => ok({ keys: [{ kty: 'RSA', kid: poolPair.kid, n: '!', e: 'AQAB' }] })],
  ];

  it.each(broken)('at a cold start, %s: no decision, and recovery by itself', async (_name, reason, keys) => {
    const world = authorizerWorld();
    const authorization = await bearer(world.token());
    const good = world.keys;
    world.keys = keys;
    await expect(world.authorize(authorization)).rejects.toMatchObject({
      name: 'DependencyError',
      message: `The issuer's keys could not be read: ${reason}. Nobody is let in until they can.`,
    });
    expect(world.reason()).toBe(reason);
    expect(world.tableReads).toEqual([]);

    world.keys = good;
    world.now += keyTimes.afterFailure;
    await expect(world.authorize(authorization)).resolves.toBeDefined();
  });

  it('are asked for once by all who wait, and not again at once after a failure', async () => {
    const world = authorizerWorld();
    const tokens = await Promise.all(['a', 'b', 'c'].map((sub) => bearer(world.token({ sub }))));
    const good = world.keys;
    world.keys = fail('failed');
    const outcomes = await Promise.allSettled(tokens.map((token) => world.authorize(token)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(world.authorize(tokens[0] ?? '')).rejects.toThrow(/could not be read/);
    expect(world.keyReads).toHaveLength(1);

    world.keys = good;
    world.now += keyTimes.afterFailure;
    await Promise.all(tokens.map((token) => world.authorize(token)));
    expect(world.keyReads).toHaveLength(2);
  });

  it('out of reach when warm: known keys serve, an unknown one is no decision', async () => {
    const world = authorizerWorld();
    await world.authorize(await bearer(world.token()));
    world.keys = fail('timed-out');
    world.now += keyTimes.coolDown;
    await expect(world.authorize(await bearer(world.token({ sub: 'bob' })))).resolves.toBeDefined();
    await expect(world.authorize(await bearer(world.token({}, {}, newPair)))).rejects.toMatchObject({
      name: 'DependencyError',
      reason: 'timed-out',
    });
  });

  it('serve for a day while they cannot be read again, and not longer', async () => {
    const world = authorizerWorld();
    await world.authorize(await bearer(world.token()));
    world.keys = fail('failed');
    world.now += keyTimes.usable - 1;
    await expect(world.authorize(await bearer(world.token()))).resolves.toBeDefined();
    expect(world.keyReads).toHaveLength(2);
    world.now += keyTimes.afterFailure;
    await expect(world.authorize(await bearer(world.token()))).rejects.toThrow(/could not be read: failed/);
  });

  it('that rotate are read again as soon as the cool-down lets it', async () => {
    const world = authorizerWorld();
    await world.authorize(await bearer(world.token()));
    world.keys = () => ok(keySetOf(newPair));
    const rotated = await bearer(world.token({}, {}, newPair));
    world.now += keyTimes.coolDown - 1;
    await expect(world.authorize(rotated)).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe('unknown-key');
    world.now += 1;
    await expect(world.authorize(rotated)).resolves.toBeDefined();
    expect(world.keyReads).toHaveLength(2);
  });

  it('cannot be had downloaded at will by made-up names', async () => {
    const world = authorizerWorld();
    await world.authorize(await bearer(world.token()));
    world.now += keyTimes.coolDown;
    for (const kid of ['x1', 'x2', 'x3']) {
      await expect(world.authorize(await bearer(world.token({}, { kid })))).rejects.toThrow(/^Unauthorized$/);
    }
    expect(world.keyReads).toHaveLength(2);
  });

  it('that were withdrawn open nothing once the set is an hour old, not even for a token seen before', async () => {
    const world = authorizerWorld();
    const authorization = await bearer(world.token({ exp: world.now / 1000 + 86_400 }));
    await world.authorize(authorization);
    world.keys = () => ok(keySetOf(secondPair));
    world.now += keyTimes.fresh + memoryLimits.milliseconds;
    await expect(world.authorize(authorization)).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe('unknown-key');
  });

  it('of one issuer out of reach leave the others alone', async () => {
    const world = authorizerWorld();
    world.otherKeys = fail('failed');
    await expect(world.authorize(await bearer(world.token()))).resolves.toBeDefined();
    const other = { iss: 'https://tenant.eu.auth0.com/', aud: 'https://files.example' };
    await expect(world.authorize(await bearer(world.token(other, {}, otherPair)))).rejects.toThrow(/could not be read/);
  });

  it('are read again after the clock was moved back', async () => {
    const world = authorizerWorld();
    await world.authorize(await bearer(world.token()));
    world.now -= keyTimes.fresh;
    world.keys = () => ok(keySetOf(newPair));
    await expect(world.authorize(await bearer(world.token({}, {}, newPair)))).resolves.toBeDefined();
  });
});

describe('the policies', () => {
  const throttled: ExchangeAnswer = {
    status: 400,
    body: '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow"}',
  };
  const stored = (policy: unknown) => () =>
    ok({ Responses: { [policiesTable]: [{ group: { S: 'readers' }, policy: policy }] } });

  const hopeless: readonly [string, string, () => ExchangeAnswer][] = [
    ['refused', 'refused', () => ({ status: 400, body: '{"__type":"x#AccessDeniedException"}' })],
    ['without a table', 'refused', () => ({ status: 400, body: '{"__type":"x#ResourceNotFoundException"}' })],
    ['no JSON', 'not-understood', () => ok('<html>')],
    ['without responses', 'not-understood', () => ok({})],
    ['with odd keys left', 'not-understood', () => ok({ Responses: {}, UnprocessedKeys: { [policiesTable]: {} } })],
    ['without the policy', 'not-understood', stored(undefined)],
    ['of another type', 'not-understood', stored({ N: '1' })],
    ['malformed', 'not-understood', stored({ S: '[{' })],
    ['no list', 'not-understood', stored({ S: '{}' })],
    ['with an unknown effect', 'not-understood', stored({ S: rules(['allow', 'GET', '/files']) })],
    ['with an unknown method', 'not-understood', stored({ S: rules(['Allow', 'get', '/files']) })],
    ['with a wildcard of IAM', 'not-understood', stored({ S: rules(['Allow', 'GET', '/*']) })],
    ['with a member more', 'not-understood', stored({ S: '[{"effect":"Allow","method":"GET","path":"/","if":1}]' })],
  ];

  it.each(hopeless)('%s: no decision at once, and recovery by itself', async (_name, reason, table) => {
    const world = authorizerWorld();
    const authorization = await bearer(world.token());
    const good = world.table;
    world.table = table;
    await expect(world.authorize(authorization)).rejects.toMatchObject({
      name: 'DependencyError',
      message: `The groups' policies could not be read: ${reason}. Nobody is let in until they can.`,
    });
    expect(world.reason()).toBe(reason);
    expect(world.tableReads).toHaveLength(1);

    world.table = good;
    await expect(world.authorize(authorization)).resolves.toBeDefined();
  });

  const passing: readonly [string, string, () => ExchangeAnswer][] = [
    ['throttled', 'throttled', () => throttled],
    ['failing', 'failed', () => ({ status: 500, body: '{"__type":"x#InternalServerError"}' })],
    ['unavailable', 'failed', () => ({ status: 503, body: '' })],
    ['too slow', 'timed-out', fail('timed-out')],
    ['out of reach', 'failed', fail('failed')],
    ['left unprocessed', 'unprocessed', () => unprocessed('readers')],
  ];
  const unprocessed = (...groups: readonly string[]): ExchangeAnswer =>
    ok({
      Responses: { [policiesTable]: [] },
      UnprocessedKeys: { [policiesTable]: { Keys: groups.map((group) => ({ group: { S: group } })) } },
    });

  it.each(passing)('%s for once: tried again, after a pause', async (_name, _reason, table) => {
    const world = authorizerWorld();
    const good = world.table;
    world.table = (request) => (world.tableReads.length === 1 ? table() : good(request));
    const { policyDocument } = await world.authorize(await bearer(world.token()));
    expect(policyDocument.Statement[0]?.Effect).toBe('Allow');
    expect(world.pauses).toEqual([retries.firstPause]);
  });

  it.each(passing)('%s for good: no decision after four attempts', async (_name, reason, table) => {
    const world = authorizerWorld();
    const authorization = await bearer(world.token());
    const good = world.table;
    world.table = table;
    await expect(world.authorize(authorization)).rejects.toMatchObject({ name: 'DependencyError', reason });
    expect(world.tableReads).toHaveLength(retries.attempts);
    expect(world.pauses).toEqual([50, 100, 200]);

    world.table = good;
    await expect(world.authorize(authorization)).resolves.toBeDefined();
  });

  it('left unprocessed in part: only those are asked again, and a refusal among them counts', async () => {
    const world = authorizerWorld();
    world.policies.set('suspended', rules(['Deny', '*', '/{proxy+}']));
    world.table = (request) => {
      const groups = groupsAsked(request);
      const first = world.tableReads.length === 1;
      const items = itemsOf(world.policies, first ? ['readers'] : groups);
      const left = first ? { [policiesTable]: { Keys: [{ group: { S: 'suspended' } }] } } : {};
      return ok({ Responses: { [policiesTable]: items }, UnprocessedKeys: left });
    };
    const groups = { 'cognito:groups': ['readers', 'suspended'] };
    const { policyDocument } = await world.authorize(await bearer(world.token(groups)));
    expect(policyDocument.Statement.map(({ Effect }) => Effect)).toEqual(['Allow', 'Deny']);
    expect(world.tableReads.map(groupsAsked)).toEqual([['readers', 'suspended'], ['suspended']]);
  });

  it('are asked for as they are now, and nothing else is', async () => {
    const world = authorizerWorld();
    await world.authorize(await bearer(world.token()));
    expect(JSON.parse(world.tableReads[0]?.body ?? '')).toEqual({
      RequestItems: {
        [policiesTable]: {
          Keys: [{ group: { S: 'readers' } }],
          ConsistentRead: true,
          ProjectionExpression: '#group, #policy',
          ExpressionAttributeNames: { '#group': 'group', '#policy': 'policy' },
        },
      },
    });
  });

  it('of another table count for nothing', async () => {
    const world = authorizerWorld();
    world.table = () => ok({ Responses: { other: itemsOf(world.policies, ['readers']) } });
    const { policyDocument } = await world.authorize(await bearer(world.token()));
    expect(policyDocument.Statement.map(({ Effect }) => Effect)).toEqual(['Deny']);
  });

  it('of more than a hundred groups are read in batches', async () => {
    const world = authorizerWorld();
    const groups = Array.from({ length: 150 }, (_, index) => `group-${String(index)}`);
    await world.authorize(await bearer(world.token({ 'cognito:groups': [...groups, 'group-1'] })));
    expect(world.tableReads.map((request) => groupsAsked(request).length)).toEqual([100, 50]);
  });

  it('are read anew for each decision, so that a change counts at the next one', async () => {
    const world = authorizerWorld();
    const authorization = await bearer(world.token());
    await world.authorize(authorization);
    world.policies.delete('readers');
    const { policyDocument } = await world.authorize(authorization);
    expect(policyDocument.Statement.map(({ Effect }) => Effect)).toEqual(['Deny']);
  });
});

it('gives up before Lambda does', () => {
  const pauses = [1, 2, 3].map((attempt) => retries.firstPause * 2 ** attempt);
  const policies = retries.attempts * callLimits.milliseconds + pauses.reduce((sum, pause) => sum + pause, 0);
  expect(keyLimits.milliseconds + policies).toBeLessThan(6000);
});

describe('the memory of verified tokens', () => {
  it('speaks for no token past its exp', async () => {
    const world = authorizerWorld();
    const authorization = await bearer(world.token({ exp: world.now / 1000 + 60 }));
    await world.authorize(authorization);
    world.now += 59_999;
    await expect(world.authorize(authorization)).resolves.toBeDefined();
    world.now += 5001;
    await expect(world.authorize(authorization)).rejects.toThrow(/^Unauthorized$/);
    expect(world.reason()).toBe('expired');
  });
});

it.each([
  ['no event', null],
  ['no token', { methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abc/dev/GET/' }],
  ['no method', { authorizationToken: 'Bearer a.b.c' }],
  ['a method of something else', { authorizationToken: 'Bearer a.b.c', methodArn: 'arn:aws:s3:::bucket/GET/x' }],
  [
    'a stage with a wildcard',
    { authorizationToken: 'x', methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:a/*/GET/' },
  ],
])('makes no decision for %s', async (_name, event) => {
  const { createHandler } = await import('../../functions/group-authorizer/handler');
  const lines: string[] = [];
  const log = (level: string) => (name: string) => void lines.push(`${level} ${name}`);
  const handler = createHandler({
    verify: () => Promise.reject(new TypeError('must not be asked')),
    policies: { rulesOf: () => Promise.resolve([]) },
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
  });
  await expect(handler(event, { awsRequestId: 'invocation-1' })).rejects.toThrow(
    "No decision could be made: event-not-understood. The function's log says more.",
  );
  expect(lines).toEqual(['error no-decision']);
});

it('hides what no one foresaw, and says its name in the log', async () => {
  const world = authorizerWorld();
  const authorization = await bearer(world.token());
  world.keys = () => {
    throw new RangeError(authorization);
  };
  await expect(world.authorize(authorization)).rejects.toThrow(/^The issuer's keys could not be read: failed/);
  world.keys = () => ok(keySetOf(poolPair));
  world.now += keyTimes.afterFailure;
  world.table = () => {
    throw new RangeError(authorization);
  };
  await expect(world.authorize(authorization)).rejects.toThrow(
    "No decision could be made: unexpected. The function's log says more.",
  );
  expect(world.lines.at(-1)).toBe(
    '{"level":"error","event":"no-decision","requestId":"invocation-1","reason":"unexpected","errorName":"RangeError"}',
  );
});
