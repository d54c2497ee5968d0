import { traceId } from '../../../sandbox/gateway/trace-id';
import { gatewayResponse, gatewayWorld, open, route, seen, type GatewayOptions } from '../support/gateway-fixture';
import { caller, type Wire } from '../support/signed-requests';

const create: Wire = {
  method: 'POST',
  url: '/dev/createnote?code=in-the-query',
  headers: { cookie: 'in-a-cookie', 'x-secret': 'in-a-header' },
  body: '{"content":"in-the-body"}',
};

const answered = (world: ReturnType<typeof gatewayWorld>): unknown[] =>
  world.log.map((line): unknown => JSON.parse(line)).filter((line) => (line as { event: string }).event === 'answered');

it('has one line for a request that was let in: what, who, and how it ended', async () => {
  const world = gatewayWorld();
  await world.sendSigned(create);
  expect(world.log.map((line): unknown => JSON.parse(line))).toEqual([
    {
      event: 'answered',
      fields: {
        requestId: '11111111-2222-3333-4444-555555555555',
        route: 'POST /createnote',
        stage: 'dev',
        status: 200,
        authorization: 'AWS_IAM',
        caller: 'arn:aws:sts::111122223333:assumed-role/dev-authenticated/CognitoIdentityCredentials',
      },
    },
  ]);
});

it('names the identity of an identity pool', async () => {
  const world = gatewayWorld({
    api: {
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }],
      },
    },
  });
  const cognito = {
    identityId: 'eu-central-1:11111111-1111-1111-1111-111111111111',
    identityPoolId: 'eu-central-1:22222222-2222-2222-2222-222222222222',
    authenticationType: 'authenticated',
    authenticationProvider: null,
  } as const;
  await world.sendSigned(create, { keys: world.credentials.issueTemporary(caller({ cognito }), 60) });
  expect(answered(world)).toMatchObject([{ fields: { identityId: cognito.identityId } }]);
});

it.each<[string, GatewayOptions, number]>([
  ['answers with an error', { answer: () => ({ kind: 'returned', payload: { statusCode: 404 } }) }, 404],
  ['throws', { answer: () => ({ kind: 'failed', code: 'threw', detail: 'Error: in-a-detail' }) }, 502],
  ['may not be called', { permissions: [] }, 500],
  [
    'is not reached for the throttle',
    { methodSettings: [{ methodPath: '*/*', throttlingRateLimit: 0, throttlingBurstLimit: 0 }] },
    429,
  ],
  [
    'throws, and the API has a status for that',
    {
      answer: () => ({ kind: 'failed', code: 'threw', detail: 'Error: in-a-detail' }),
      api: { gatewayResponses: [gatewayResponse('DEFAULT_5XX', { statusCode: 503 })] },
    },
    503,
  ],
])('has the status that the client sees where the function %s', async (_name, options, status) => {
  const world = gatewayWorld({ routes: [open('POST /createnote')], ...options });
  expect((await world.send(create)).status).toBe(status);
  expect(answered(world)).toMatchObject([{ fields: { status, authorization: 'NONE' } }]);
});

it('has no line of who was not let in: the reason of the answer is logged by the router', async () => {
  const world = gatewayWorld();
  for (const wire of [create, { url: '/dev/none' }, { url: '/prod/createnote' }]) {
    expect((await world.send(wire)).reason).not.toBeUndefined();
  }
  expect(answered(world)).toEqual([]);
});

it('tells nothing secret, let in or not', async () => {
  const worlds = [
    gatewayWorld(),
    gatewayWorld({ answer: () => ({ kind: 'returned', payload: { body: 'in-the-answer' } }) }),
    gatewayWorld({ policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } }),
  ];
  for (const world of worlds) {
    const { keys } = world;
    const answers = [
      await world.sendSigned(create),
      await world.sendSigned(create, { presignSeconds: 60 }),
      await world.sendSigned(create, { keys: { ...keys, secretAccessKey: 'x' } }),
      await world.sendSigned(create, { keys: { ...keys, sessionToken: 'in-the-token' } }),
      await world.send({ ...create, headers: { authorization: 'Bearer in-a-bearer-token' } }),
    ];
    const told = [...world.log, ...answers.map(({ reason }) => reason ?? '')].join('\n');
    const secrets = [keys.secretAccessKey, keys.sessionToken];
    expect([...secrets.filter((secret) => told.includes(secret)), ...(told.match(/\bin-(a|the)-\w+/g) ?? [])]).toEqual(
      [],
    );
  }
});

describe('what identifies an answer', () => {
  const world = () =>
    gatewayWorld({ routes: [route('POST /createnote'), open('GET /a'), open('GET /{proxy+}')], stages: ['other'] });
  const cases: Record<string, Wire> = {
    'of a function': { url: '/dev/a' },
    'to who did not sign': create,
    'of no route': { method: 'PUT', url: '/dev/none' },
    'of no stage': { url: '/none' },
    'too large': { ...create, body: 'x'.repeat(10_485_761) },
  };
  it.each(Object.entries(cases))('%s: the id of the request and one of its own', async (_name, wire) => {
    const gateway = world();
    const ids = [seen(await gateway.send(wire)).headers, seen(await gateway.send(wire)).headers];
    for (const headers of ids) {
      expect(headers['x-amzn-requestid']).toBe('11111111-2222-3333-4444-555555555555');
      expect(headers['x-amz-apigw-id']).toMatch(/^[A-Za-z0-9+/]{15}=$/);
    }
    expect(ids[0]?.['x-amz-apigw-id']).not.toBe(ids[1]?.['x-amz-apigw-id']);
  });
});

describe('traces', () => {
  it('writes the time in eight digits, whenever the clock stands', () => {
    const bytes = (length: number): Buffer => Buffer.alloc(length, 0xab);
    expect(traceId({ header: () => undefined }, 1_999, { bytes })).toBe(`Root=1-00000001-${'ab'.repeat(12)}`);
  });

  const id = 'Root=1-5759e988-bd862e3fe1be46a994272793';
  it.each([
    [id, id],
    [`${id};Parent=53995c3f42cd8ad8;Sampled=1`, id],
    [`Self=1-67891234-12456789abcdef012345678;${id}`, id],
    [`Parent=53995c3f42cd8ad8; ${id} ; Sampled=0`, id],
  ])('%s goes on', async (sent, expected) => {
    const world = gatewayWorld({ routes: [open('GET /a')] });
    const { headers } = seen(await world.send({ url: '/dev/a', headers: { 'x-amzn-trace-id': sent } }));
    expect([headers['x-amzn-trace-id'], world.events[0]?.headers['X-Amzn-Trace-Id']]).toEqual([expected, expected]);
  });

  it.each(['', 'x', `${id}0`, `X${id}`, id.toUpperCase(), id.replace('1-', '2-'), `${id}\nx`, 'Root=1-5759e988-bd862'])(
    '%j is none, and a new one begins with the time of the request',
    async (sent) => {
      const world = gatewayWorld({ routes: [open('GET /a')] });
      const { headers } = seen(await world.send({ url: '/dev/a', headers: { 'x-amzn-trace-id': sent } }));
      const seconds = (world.clock.now() / 1000).toString(16);
      expect(headers['x-amzn-trace-id']).toMatch(new RegExp(`^Root=1-${seconds}-[0-9a-f]{24}$`));
      expect(world.events[0]?.headers['X-Amzn-Trace-Id']).toBe(headers['x-amzn-trace-id']);
    },
  );
});
