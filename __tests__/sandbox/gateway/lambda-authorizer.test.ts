import fc from 'fast-check';
import type { JsonObject, LambdaPermission } from '../../../blueprint/model';
import type { InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { readAuthorizerResult } from '../../../sandbox/gateway/authorizer-result';
import {
  executionArn,
  gatewayResponse,
  gatewayWorld,
  permission,
  type GatewayOptions,
} from '../support/gateway-fixture';
import {
  allowAll,
  byRequest,
  byToken,
  custom,
  policy,
  statement,
  threw,
  told,
  verdict,
} from '../support/lambda-authorizer-fixture';

const world = (options: GatewayOptions = {}) => {
  const gateway = gatewayWorld({
    routes: [custom('GET /pets'), custom('POST /pets')],
    judge: () => allowAll,
    ...options,
  });
  const get = (token: string | undefined = 'Bearer abc', url = '/dev/pets') =>
    gateway.send({ url, headers: token === '' ? {} : { authorization: token } });
  return { ...gateway, get };
};

type Told = readonly [status: number, body: string, errorType: string, reason: string];

const unauthorized = (reason: string): Told => [401, '{"message":"Unauthorized"}', 'UnauthorizedException', reason];
const failed = (reason: string): Told => [500, '{"message":null}', 'AuthorizerFailureException', reason];
const misconfigured = (reason: string): Told => [500, '{"message":null}', 'AuthorizerConfigurationException', reason];
const explicitly = (reason: string): Told => [
  403,
  '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
  'AccessDeniedException',
  reason,
];
const implicitly = (reason: string): Told => [
  403,
  '{"Message":"User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action"}',
  'AccessDeniedException',
  reason,
];
const mayNot = `anna may not execute-api:Invoke on ${executionArn}/dev/GET/pets`;
const returned = (payload: unknown): InvocationResult => ({ kind: 'returned', payload });
const good = policy(statement('Allow', '*'));

describe('what an authorizer makes of a request', () => {
  test.each<readonly [what: string, judgement: InvocationResult, expected: Told]>([
    [
      'an explicit deny',
      verdict(policy(statement('Allow', '*'), statement('Deny', 'GET/pets'))),
      explicitly(`${mayNot}: explicitly denied by identity policy returned by groups, statement 1`),
    ],
    [
      'no allow for the method',
      verdict(policy(statement('Allow', 'POST/pets'))),
      implicitly(
        `${mayNot}: no identity policy allows it; nearest is identity policy returned by groups, statement 0, but its resource is ${executionArn}/dev/POST/pets`,
      ),
    ],
    [
      'an allow for another stage',
      verdict(policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${executionArn}/de/*` })),
      implicitly(expect.stringContaining('no identity policy allows it') as string),
    ],
    [
      'an allow of another action',
      verdict(policy({ Effect: 'Allow', Action: 'execute-api:ManageConnections', Resource: '*' })),
      implicitly(expect.stringContaining('but its action is') as string),
    ],
    ['Unauthorized', threw('Unauthorized'), unauthorized('said-unauthorized: The authorizer says so.')],
    ['unauthorized in another case', threw('unauthorized'), failed('failed: threw: Error: unauthorized')],
    ['more than Unauthorized', threw('Unauthorized!'), failed('failed: threw: Error: Unauthorized!')],
    ['an outage', threw('connect ECONNREFUSED'), failed('failed: threw: Error: connect ECONNREFUSED')],
    [
      'a crash whose text says Unauthorized',
      { kind: 'failed', code: 'crashed', detail: 'Unauthorized' },
      failed('failed: crashed: Unauthorized'),
    ],
    [
      'a time-out of the function',
      { kind: 'failed', code: 'timed-out', detail: 'Task timed out after 3.00 seconds' },
      failed('failed: timed-out: Task timed out after 3.00 seconds'),
    ],
    [
      'throttling',
      { kind: 'failed', code: 'throttled', detail: 'Rate Exceeded.' },
      failed('failed: throttled: Rate Exceeded.'),
    ],
    [
      'no such function',
      { kind: 'failed', code: 'unknown-function', detail: 'Function not found' },
      misconfigured('not-permitted: Function not found'),
    ],
  ])('%s', async (_, judgement, expected) => {
    const { get, events, judged } = world({ judge: () => judgement });
    expect(told(await get())).toEqual(expected);
    expect(judged).toHaveLength(1);
    expect(events).toEqual([]);
  });

  test.each<readonly [what: string, payload: unknown]>([
    ['null', null],
    ['a text', 'Allow'],
    ['true', true],
    ['a list', [good]],
    ['an answer of a proxy function', { statusCode: 200, body: '{}' }],
    ['an answer of an HTTP API authorizer', { isAuthorized: true, context: {} }],
    ['no principal', { policyDocument: good }],
    ['an empty principal', { principalId: '', policyDocument: good }],
    ['a principal that is a number', { principalId: 7, policyDocument: good }],
    ['no policy', { principalId: 'anna' }],
    ['a policy as text', { principalId: 'anna', policyDocument: JSON.stringify(good) }],
    ['an empty policy', { principalId: 'anna', policyDocument: {} }],
    ['no statement', { principalId: 'anna', policyDocument: policy() }],
    ['another case', { principalId: 'anna', PolicyDocument: good }],
    ['a further member', { principalId: 'anna', policyDocument: good, isAuthorized: true }],
    [
      'an effect in small letters',
      { principalId: 'anna', policyDocument: policy({ ...statement('Allow', '*'), Effect: 'allow' }) },
    ],
    [
      'a shorthand',
      {
        principalId: 'anna',
        policyDocument: policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }),
      },
    ],
    [
      'a principal in the policy',
      { principalId: 'anna', policyDocument: policy({ ...statement('Allow', '*'), Principal: '*' }) },
    ],
    [
      'a resource of 513 characters',
      {
        principalId: 'anna',
        policyDocument: policy(statement('Allow', '*', 'x'.repeat(513 - executionArn.length - 5))),
      },
    ],
    ['a list in the context', { principalId: 'anna', policyDocument: good, context: { groups: ['a'] } }],
    ['an object in the context', { principalId: 'anna', policyDocument: good, context: { claims: {} } }],
    ['a context that is a list', { principalId: 'anna', policyDocument: good, context: ['a'] }],
    ['a key that is a number', { principalId: 'anna', policyDocument: good, usageIdentifierKey: 1 }],
  ])('a malformed result: %s', async (_, payload) => {
    const { get, events } = world({ judge: () => returned(payload) });
    expect(told(await get())).toEqual(misconfigured(expect.stringMatching(/^malformed-result: ./) as string));
    expect(events).toEqual([]);
  });

  test('a resource of 512 characters is well', async () => {
    const longest = `GET/pets${'*'.repeat(512 - executionArn.length - '/dev/GET/pets'.length)}`;
    expect((await world({ judge: () => verdict(policy(statement('Allow', longest))) }).get()).status).toBe(200);
  });

  test('nothing that is not a policy lets in', () => {
    fc.assert(fc.property(fc.jsonValue(), (payload) => 'malformed' in readAuthorizerResult(payload)));
  });

  test('an answer that never comes ends after 29 seconds', async () => {
    jest.useFakeTimers();
    try {
      const { get, judged } = world({ judge: () => new Promise(() => undefined) });
      const answer = get();
      await jest.advanceTimersByTimeAsync(28_999);
      await jest.advanceTimersByTimeAsync(1);
      expect(told(await answer)).toEqual(failed('timed-out: It took longer than 29000 ms.'));
      expect(judged).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  test('is answered as the API says', async () => {
    const gatewayResponses = [
      gatewayResponse('AUTHORIZER_FAILURE', { statusCode: 503 }),
      gatewayResponse('AUTHORIZER_CONFIGURATION_ERROR', { statusCode: 504 }),
      gatewayResponse('ACCESS_DENIED', {
        responseTemplates: { 'application/json': '{"why":$context.error.messageString}' },
      }),
    ];
    const statusOf = async (judgement: InvocationResult) => {
      const { status, body } = await world({ api: { gatewayResponses }, judge: () => judgement }).get();
      return [status, String(body).slice(0, 8)];
    };
    expect(await statusOf(threw('lost'))).toEqual([503, '{"messag']);
    expect(await statusOf(returned(null))).toEqual([504, '{"messag']);
    expect(await statusOf(verdict(policy(statement('Deny', '*'))))).toEqual([403, '{"why":"']);
  });
});

describe('who may not call the authorizer', () => {
  const without = (changes: Partial<LambdaPermission>): GatewayOptions => ({
    authorizerPermissions: [permission(changes)],
  });

  test.each<readonly [what: string, options: GatewayOptions, reason: string]>([
    [
      'a permission for methods alone',
      without({ sourceArn: `${executionArn}/*/GET/pets` }),
      `No permission of judge lets API Gateway invoke it for ${executionArn}/authorizers/auth01.`,
    ],
    ['for all methods', without({ sourceArn: `${executionArn}/*/*/*` }), 'No permission of judge'],
    ['for another authorizer', without({ sourceArn: `${executionArn}/authorizers/auth02` }), 'No permission of judge'],
    ['for another account', without({ sourceArn: undefined, sourceAccount: '999999999999' }), 'No permission of judge'],
    ['for another service', without({ sourceArn: undefined, principal: 's3.amazonaws.com' }), 'No permission of judge'],
    ['none', { authorizerPermissions: [] }, 'No permission of judge'],
    [
      'a function that is not there',
      { routes: [custom('GET /pets', byToken({ functionArn: 'arn:aws:lambda:x' }))] },
      'There is no function arn:aws:lambda:x.',
    ],
  ])('%s', async (_, options, reason) => {
    const { get, judged, events } = world(options);
    expect(told(await get())).toEqual(misconfigured(expect.stringContaining(`not-permitted: ${reason}`) as string));
    expect([judged, events]).toEqual([[], []]);
  });

  test.each([`${executionArn}/authorizers/auth01`, `${executionArn}/authorizers/*`, `${executionArn}/*/*`])(
    'but %s permits it',
    async (sourceArn) => {
      expect((await world(without({ sourceArn })).get()).status).toBe(200);
    },
  );
});

describe("an API's resource policy", () => {
  const resource = (Effect: 'Allow' | 'Deny', path: string): JsonObject => ({
    ...statement(Effect, path),
    Principal: '*',
  });
  const silent = verdict(policy(statement('Allow', 'POST/other')));
  const denies = verdict(policy(statement('Deny', 'GET/pets')));

  test.each<readonly [what: string, own: JsonObject, judgement: InvocationResult, status: number, calls: number]>([
    ['that denies ends it before the function is called', resource('Deny', '*'), allowAll, 403, 0],
    ['that allows makes up for a silent policy', resource('Allow', '*'), silent, 200, 1],
    ['that allows does not make up for a deny', resource('Allow', '*'), denies, 403, 1],
    ['that is silent leaves it to the returned policy', resource('Allow', 'GET/other'), allowAll, 200, 1],
    ['that is silent allows nothing', resource('Allow', 'GET/other'), silent, 403, 1],
    ['that denies something else leaves it too', resource('Deny', 'GET/other'), allowAll, 200, 1],
    [
      'that allows the account by name allows nobody here',
      { ...resource('Allow', '*'), Principal: { AWS: '111122223333' } },
      silent,
      403,
      1,
    ],
  ])('%s', async (...[, own, judgement, status, calls]) => {
    const { get, judged } = world({ api: { resourcePolicy: policy(own) }, judge: () => judgement });
    expect((await get()).status).toBe(status);
    expect(judged).toHaveLength(calls);
  });

  test('that denies says so', async () => {
    const { get } = world({ api: { resourcePolicy: policy(resource('Deny', '*')) } });
    expect(String((await get()).body)).toBe(
      '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-central-1:********3333:api123/dev/GET/pets with an explicit deny in a resource-based policy"}',
    );
  });

  test('that allows opens nothing where the identity is missing or the function fails', async () => {
    const options = { api: { resourcePolicy: policy(resource('Allow', '*')) } };
    expect((await world(options).get('')).status).toBe(401);
    expect((await world({ ...options, judge: () => threw('lost') }).get()).status).toBe(500);
  });
});

describe('what the function behind is told', () => {
  const contextOf = async (context: JsonObject): Promise<unknown> => {
    const { get, events } = world({ judge: () => verdict(good, { context }) });
    await get();
    return events[0]?.requestContext['authorizer'];
  };

  test('is the context as texts beside the principal', async () => {
    expect(await contextOf({ str: 'hello', num: 123, bool: true, null: null, zero: 0, empty: '', half: 0.5 })).toEqual({
      str: 'hello',
      num: '123',
      bool: 'true',
      null: null,
      zero: '0',
      empty: '',
      half: '0.5',
      principalId: 'anna',
      integrationLatency: 0,
    });
  });

  test('is the true principal, whatever the context says', async () => {
    expect(await contextOf({ principalId: 'admin', integrationLatency: 'x' })).toEqual({
      principalId: 'anna',
      integrationLatency: 0,
    });
  });

  test('is how long the authorizer took, and that it took nothing when the result was kept', async () => {
    const gateway = world({
      judge: () => {
        gateway.clock.set(gateway.clock.now() + 42);
        return allowAll;
      },
    });
    await gateway.get();
    await gateway.get();
    expect(gateway.events.map(({ requestContext }) => requestContext['authorizer'])).toEqual([
      { principalId: 'anna', integrationLatency: 42 },
      { principalId: 'anna', integrationLatency: 0 },
    ]);
  });

  test('is no signed identity, and the log has the principal without the token', async () => {
    const { get, events, log } = world();
    await get('Bearer secret-token');
    expect(events[0]?.requestContext['identity']).toMatchObject({ caller: null, userArn: null });
    expect(log.join()).toContain('"subject":"anna"');
    expect(log.join()).not.toContain('secret-token');
  });
});

describe('what the authorizer is told', () => {
  test('is a token and the method, and nothing else, of type TOKEN', async () => {
    const { get, judged } = world();
    await get('Bearer abc', '/dev/pets/?q=1');
    expect(judged).toEqual([
      { type: 'TOKEN', authorizationToken: 'Bearer abc', methodArn: `${executionArn}/dev/GET/pets` },
    ]);
  });

  test('is the request without its body, of type REQUEST', async () => {
    const { send, judged } = world({
      routes: [custom('POST /pets/{petId}', byRequest())],
      variables: { color: 'blue' },
    });
    await send({
      method: 'POST',
      url: '/dev/pets/7?a=1&a=2',
      headers: { authorization: 'abc', 'x-trace': 'y' },
      body: 'secret',
    });
    const [event] = judged;
    expect(Object.keys(event ?? {}).sort()).toEqual([
      'headers',
      'httpMethod',
      'methodArn',
      'multiValueHeaders',
      'multiValueQueryStringParameters',
      'path',
      'pathParameters',
      'queryStringParameters',
      'requestContext',
      'resource',
      'stageVariables',
      'type',
    ]);
    expect(event).toMatchObject({
      type: 'REQUEST',
      methodArn: `${executionArn}/dev/POST/pets/7`,
      resource: '/pets/{petId}',
      path: '/pets/7',
      httpMethod: 'POST',
      headers: { Authorization: 'abc', 'x-trace': 'y' },
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      pathParameters: { petId: '7' },
      stageVariables: { color: 'blue' },
      requestContext: { path: '/dev/pets/7', resourcePath: '/pets/{petId}', identity: { sourceIp: '127.0.0.1' } },
    });
    expect(event?.['requestContext']).not.toHaveProperty('authorizer');
    expect(JSON.stringify(event)).not.toContain('secret');
  });

  test('is empty maps where there is nothing, not null', async () => {
    const { get, judged } = world({ routes: [custom('GET /pets', byRequest())] });
    await get();
    expect(judged[0]).toMatchObject({
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      pathParameters: {},
      stageVariables: {},
    });
  });
});
