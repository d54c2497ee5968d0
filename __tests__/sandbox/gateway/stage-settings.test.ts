import type { MethodSettings } from '../../../blueprint/model';
import {
  gatewayResponse,
  gatewayWorld,
  open,
  proxy,
  route,
  seen,
  type GatewayOptions,
} from '../support/gateway-fixture';
import { now, type Wire } from '../support/signed-requests';

describe('gateway responses', () => {
  const unsigned = async (
    options: GatewayOptions['api'],
    more: GatewayOptions = {},
    wire: Wire = { method: 'POST', url: '/dev/createnote' },
  ) => seen(await gatewayWorld({ api: options, ...more }).send(wire));
  const deny = { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } };
  const cors = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };

  it('of its own type: status, headers, template', async () => {
    const custom = gatewayResponse('MISSING_AUTHENTICATION_TOKEN', {
      statusCode: 404,
      responseParameters: {
        ...cors,
        'gatewayresponse.header.X-From': 'method.request.header.x-from',
        'gatewayresponse.header.X-None': 'method.request.header.none',
      },
      responseTemplates: {
        'application/json':
          '{"m":$context.error.messageString,"t":"$context.error.responseType","p":"${context.path}","x":"$context.unknown"}',
      },
    });
    const { status, body, errorType, headers } = await unsigned(
      { gatewayResponses: [custom] },
      {},
      { method: 'POST', url: '/dev/createnote', headers: { 'X-From': 'here' } },
    );
    expect([status, body]).toEqual([
      404,
      '{"m":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN","p":"/dev/createnote","x":""}',
    ]);
    expect([errorType, headers['access-control-allow-origin'], headers['x-from'], headers['x-none']]).toEqual([
      'MissingAuthenticationTokenException',
      '*',
      'here',
      undefined,
    ]);
  });

  it.each([
    ['DEFAULT_4XX', 'applies to what has no own', true],
    ['DEFAULT_5XX', 'does not apply to a 403', false],
    ['ACCESS_DENIED', 'does not apply to another type', false],
  ])('%s %s', async (type, _name, applies) => {
    const { status, headers } = await unsigned({
      gatewayResponses: [gatewayResponse(type, { statusCode: 418, responseParameters: cors })],
    });
    expect([status, headers['access-control-allow-origin']]).toEqual(applies ? [418, '*'] : [403, undefined]);
  });

  it.each([
    ['DEFAULT_4XX', 502],
    ['DEFAULT_5XX', 418],
    ['INTEGRATION_FAILURE', 502],
  ])('for a failed function %s makes it a %d', async (type, expected) => {
    const world = gatewayWorld({
      routes: [open('GET /a')],
      api: { gatewayResponses: [gatewayResponse(type, { statusCode: 418 })] },
      answer: () => ({ kind: 'failed', code: 'threw', detail: 'why' }),
    });
    expect((await world.send({ url: '/dev/a' })).status).toBe(expected);
  });

  it('a text of several lines stays JSON', async () => {
    const world = gatewayWorld({ api: { gatewayResponses: [gatewayResponse('INVALID_SIGNATURE')] } });
    const keys = { ...world.keys, secretAccessKey: 'x' };
    const { body } = seen(await world.sendSigned({ method: 'POST', url: '/dev/createnote' }, { keys }));
    expect(Object.keys(JSON.parse(body) as object)).toEqual(['message']);
    expect(body).toContain("should have been\\n'POST\\n/dev/createnote");
  });

  it('names that every object has are not known to a template', async () => {
    const names = ['$toString', '$constructor', '${__proto__}', '$valueOf.name', '$', '$$'];
    const { body } = await unsigned({
      gatewayResponses: [
        gatewayResponse('DEFAULT_4XX', { responseTemplates: { 'application/json': names.join('|') } }),
      ],
    });
    expect(body).toBe('||||$|$$');
  });

  it('the own type goes before the class', async () => {
    const both = [
      gatewayResponse('DEFAULT_4XX', { statusCode: 418 }),
      gatewayResponse('MISSING_AUTHENTICATION_TOKEN', { statusCode: 404 }),
    ];
    expect((await unsigned({ gatewayResponses: both })).status).toBe(404);
  });

  it('only the default answer to a denial has a capital M', async () => {
    const body = async (api: GatewayOptions['api']) =>
      seen(await gatewayWorld({ ...deny, api }).sendSigned({ method: 'POST', url: '/dev/createnote' })).body;
    expect(await body({})).toMatch(/^\{"Message":"User: /);
    expect(await body({ gatewayResponses: [gatewayResponse('DEFAULT_4XX', { responseParameters: cors })] })).toMatch(
      /^\{"message":"User: /,
    );
  });

  it('a failed function has the response of its class, without the space of the default', async () => {
    const world = gatewayWorld({
      routes: [open('GET /a')],
      api: { gatewayResponses: [gatewayResponse('DEFAULT_5XX', { responseParameters: cors })] },
      answer: () => ({ kind: 'failed', code: 'threw', detail: 'secret of the function' }),
    });
    const { status, body, headers } = seen(await world.send({ url: '/dev/a' }));
    expect([status, body, headers['access-control-allow-origin']]).toEqual([
      502,
      '{"message":"Internal server error"}',
      '*',
    ]);
  });

  it('a value is never a template, nor a pattern of a replacement', async () => {
    const template = '{"v":"$stageVariables.v"}';
    const { body } = await unsigned(
      { gatewayResponses: [gatewayResponse('DEFAULT_4XX', { responseTemplates: { 'application/json': template } })] },
      { variables: { v: "$context.requestId $& $'" } },
    );
    expect(body).toBe(`{"v":"$context.requestId $& $'"}`);
  });

  it('what comes before the API does not take part', async () => {
    const custom = ['DEFAULT_4XX', 'REQUEST_TOO_LARGE'].map((type) => gatewayResponse(type, { statusCode: 418 }));
    const tooLarge = await unsigned(
      { gatewayResponses: custom },
      {},
      { method: 'POST', url: '/dev/createnote', body: 'x'.repeat(10_485_761) },
    );
    expect([tooLarge.status, tooLarge.headers['content-type']]).toEqual([413, 'text/plain']);
    expect((await unsigned({ gatewayResponses: custom }, {}, { url: '/prod/a' })).status).toBe(403);
  });
});

describe('throttling', () => {
  const settings = (methodPath: string, rate: number | undefined, burst: number | undefined): MethodSettings => ({
    methodPath,
    throttlingRateLimit: rate,
    throttlingBurstLimit: burst,
  });
  const routes = [open('GET /a'), open('GET /a/{id}'), open('GET /')];
  const statuses = async (world: ReturnType<typeof gatewayWorld>, urls: readonly string[]) => {
    const answers: number[] = [];
    for (const url of urls) answers.push((await world.send({ url })).status);
    return answers;
  };

  it('lets a burst through, then as many as the rate refills', async () => {
    const world = gatewayWorld({ routes, methodSettings: [settings('*/*', 2, 3)] });
    expect(await statuses(world, Array(5).fill('/dev/a'))).toEqual([200, 200, 200, 429, 429]);
    world.clock.set(now + 500);
    expect(await statuses(world, Array(2).fill('/dev/a'))).toEqual([200, 429]);
    world.clock.set(now + 60_000);
    expect(await statuses(world, Array(4).fill('/dev/a'))).toEqual([200, 200, 200, 429]);
    world.clock.set(now);
    expect(await statuses(world, ['/dev/a'])).toEqual([429]);
  });

  it('a clock that is moved back takes nothing away', async () => {
    const world = gatewayWorld({ routes, methodSettings: [settings('*/*', 2, 3)] });
    expect(await statuses(world, ['/dev/a'])).toEqual([200]);
    world.clock.set(now - 60_000);
    expect(await statuses(world, Array(3).fill('/dev/a'))).toEqual([200, 200, 429]);
  });

  it('answers as AWS does', async () => {
    const world = gatewayWorld({ routes, methodSettings: [settings('*/*', 0, 0)] });
    const response = await world.send({ url: '/dev/a' });
    const { status, body, errorType, headers } = seen(response);
    expect([status, body, errorType, headers['retry-after']]).toEqual([
      429,
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
      undefined,
    ]);
    expect(response.reason).toBe('GET /a of stage dev takes 0 requests a second, 0 at once.');
    expect(world.events).toEqual([]);
  });

  it.each<[string, readonly MethodSettings[], readonly number[]]>([
    ['each method has its own bucket', [settings('*/*', 0, 1)], [200, 429, 200, 429, 200]],
    [
      'the own settings of a method go first',
      [settings('*/*', 0, 0), settings('a/GET', 0, 1)],
      [200, 429, 429, 429, 429],
    ],
    ['a path with slashes', [settings('*/*', 0, 0), settings('a/{id}/GET', 0, 2)], [429, 429, 200, 200, 429]],
    ['as AWS writes it', [settings('*/*', 0, 0), settings('a~1{id}/GET', 0, 2)], [429, 429, 200, 200, 429]],
    ['the root', [settings('*/*', 0, 0), settings('/GET', 0, 1)], [429, 429, 429, 429, 200]],
    ['minus one sets nothing', [settings('*/*', -1, -1)], [200, 200, 200, 200, 200]],
    [
      'of a method, what it does not set is that of all',
      [settings('*/*', 0, 0), settings('a/GET', 1, undefined)],
      [429, 429, 429, 429, 429],
    ],
  ])('%s', async (_name, methodSettings, expected) => {
    const world = gatewayWorld({ routes, methodSettings });
    expect(await statuses(world, ['/dev/a', '/dev/a', '/dev/a/1', '/dev/a/2', '/dev/'])).toEqual(expected);
  });

  it('who is not let in takes nothing from who is', async () => {
    const world = gatewayWorld({ methodSettings: [settings('*/*', 0, 1)] });
    expect((await world.send({ method: 'POST', url: '/dev/createnote' })).status).toBe(403);
    expect((await world.sendSigned({ method: 'POST', url: '/dev/createnote' })).status).toBe(200);
  });
});

describe('a request validator', () => {
  const required = {
    'method.request.querystring.q': true,
    'method.request.path.id': true,
    'method.request.header.X-A': true,
    'method.request.header.X-B': false,
  };
  const validated = (validateParameters: boolean) =>
    gatewayWorld({
      routes: [
        open('GET /a/{id}', {
          requestParameters: required,
          requestValidator: { validateParameters, validateBody: true },
        }),
        open('GET /b', { requestParameters: required, integration: proxy }),
      ],
    });

  it.each([
    ['/dev/a/1', {}, '[X-A, q]'],
    ['/dev/a/1?q=', { 'x-a': ' ' }, '[X-A, q]'],
    ['/dev/a/1?Q=1', { 'x-a': '1' }, '[q]'],
    ['/dev/a/1?q=%20', { 'x-a': '1' }, '[q]'],
    ['/dev/a/1?q=1&q=', { 'x-a': '1' }, '[q]'],
    ['/dev/a/1?q=%C2%A0', { 'x-a': '1' }, '[q]'],
  ])('%s %j lacks %s', async (url, headers, names) => {
    const world = validated(true);
    const { status, body, errorType } = seen(await world.send({ url, headers }));
    expect([status, body, errorType]).toEqual([
      400,
      `{"message":"Missing required request parameters: ${names}"}`,
      'BadRequestException',
    ]);
    expect(world.events).toEqual([]);
  });

  it('lets through what has all, and what no validator looks at', async () => {
    for (const query of ['q=1', 'q=&q=1', 'b=2;q=1', '%71=%C3%A4']) {
      expect((await validated(true).send({ url: `/dev/a/1?${query}`, headers: { 'x-a': '1' } })).status).toBe(200);
    }
    expect((await validated(false).send({ url: '/dev/a/1' })).status).toBe(200);
    expect((await validated(true).send({ url: '/dev/b' })).status).toBe(200);
  });

  it('looks only at who was let in', async () => {
    const closed = route('GET /a', {
      requestParameters: required,
      requestValidator: { validateParameters: true, validateBody: false },
    });
    expect((await gatewayWorld({ routes: [closed] }).send({ url: '/dev/a' })).status).toBe(403);
  });
});
