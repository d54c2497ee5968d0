import { renderRefusal } from '../../../sandbox/gateway/gateway-responses';
import type { Exchange } from '../../../sandbox/gateway/exchange';
import { defaultStatus, refuse, type GatewayResponseType } from '../../../sandbox/gateway/refusal';
import { gatewayResponse, gatewayWorld, open, route, seen, type GatewayOptions } from '../support/gateway-fixture';
import { now, request, type SigningOptions, type Wire } from '../support/signed-requests';

const types = Object.keys(defaultStatus) as GatewayResponseType[];

it('there are the 21 types of API Gateway, each with its default status', () => {
  expect(types).toHaveLength(21);
  const byStatus = (status: number | undefined) => types.filter((type) => defaultStatus[type] === status).sort();
  expect(byStatus(400)).toEqual(['BAD_REQUEST_BODY', 'BAD_REQUEST_PARAMETERS']);
  expect(byStatus(401)).toEqual(['UNAUTHORIZED']);
  expect(byStatus(403)).toEqual([
    'ACCESS_DENIED',
    'EXPIRED_TOKEN',
    'INVALID_API_KEY',
    'INVALID_SIGNATURE',
    'MISSING_AUTHENTICATION_TOKEN',
    'WAF_FILTERED',
  ]);
  expect([404, 413, 415].map(byStatus)).toEqual([
    ['RESOURCE_NOT_FOUND'],
    ['REQUEST_TOO_LARGE'],
    ['UNSUPPORTED_MEDIA_TYPE'],
  ]);
  expect(byStatus(429)).toEqual(['QUOTA_EXCEEDED', 'THROTTLED']);
  expect(byStatus(500)).toEqual(['API_CONFIGURATION_ERROR', 'AUTHORIZER_CONFIGURATION_ERROR', 'AUTHORIZER_FAILURE']);
  expect(byStatus(504)).toEqual(['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT']);
  expect(byStatus(undefined)).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
});

describe('rendered by itself', () => {
  const exchange = (gatewayResponses: readonly ReturnType<typeof gatewayResponse>[]): Exchange =>
    ({
      request: request({}),
      api: { id: 'api123', gatewayResponses },
      stage: { name: 'dev', variables: {} },
      method: 'GET',
      path: '/a',
      extendedRequestId: 'AAAAAAAAAAAAAAA=',
      traceId: 'Root=1-0-0',
    }) as unknown as Exchange;
  const render = (type: GatewayResponseType, message: string | null, customised: readonly string[] = []) => {
    const refusal = refuse({ type, errorType: 'XException', message, reason: 'why' });
    const responses = customised.map((one) => gatewayResponse(one, { statusCode: 418 }));
    return seen(renderRefusal(exchange(responses), refusal));
  };

  it.each(types)(
    '%s: its status; the key capital for a denial alone; the own type first, then that of its class',
    (type) => {
      const status = defaultStatus[type] ?? (type === 'DEFAULT_5XX' ? 500 : 403);
      const key = type === 'ACCESS_DENIED' ? 'Message' : 'message';
      expect(render(type, 'no "way"')).toMatchObject({
        status,
        body: `{"${key}":"no \\"way\\""}`,
        errorType: 'XException',
      });
      const [own, other] = status < 500 ? ['DEFAULT_4XX', 'DEFAULT_5XX'] : ['DEFAULT_5XX', 'DEFAULT_4XX'];
      for (const customised of [type, own]) {
        expect(render(type, 'no', [customised])).toMatchObject({ status: 418, body: '{"message":"no"}' });
      }
      const foreign = types.filter((one) => one !== type && one !== own);
      expect(foreign).toContain(other === type ? 'UNAUTHORIZED' : other);
      expect(render(type, 'no', foreign).status).toBe(status);
    },
  );

  it('no message is null, not a text', () => {
    expect(render('AUTHORIZER_FAILURE', null).body).toBe('{"message":null}');
    expect(render('AUTHORIZER_FAILURE', null, ['DEFAULT_5XX']).body).toBe('{"message":null}');
  });
});

describe('which type a refusal is of', () => {
  const note: Wire = { method: 'POST', url: '/dev/createnote' };
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
  const noTokens = [{ methodPath: '*/*', throttlingRateLimit: 0, throttlingBurstLimit: 0 }];
  const openly = [open('POST /createnote')];
  const validated = route('POST /createnote', {
    requestParameters: { 'method.request.querystring.q': true },
    requestValidator: { validateParameters: true, validateBody: false },
  });
  const { keys } = gatewayWorld();

  it.each<[GatewayResponseType, string, GatewayOptions, Partial<SigningOptions> | 'unsigned', Wire?]>([
    ['MISSING_AUTHENTICATION_TOKEN', 'no route', {}, 'unsigned', { url: '/dev/none' }],
    ['MISSING_AUTHENTICATION_TOKEN', 'no signature', {}, 'unsigned'],
    ['DEFAULT_4XX', 'no signature of version 4', {}, 'unsigned', { ...note, headers: { authorization: 'Bearer x' } }],
    ['DEFAULT_4XX', 'an unknown key', {}, { keys: { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' } }],
    ['DEFAULT_4XX', 'a wrong token', {}, { keys: { ...keys, sessionToken: 'x' } }],
    ['INVALID_SIGNATURE', 'another secret', {}, { keys: { ...keys, secretAccessKey: 'x' } }],
    ['INVALID_SIGNATURE', 'too old', {}, { at: now - 301_000 }],
    ['INVALID_SIGNATURE', 'too early', {}, { at: now + 301_000 }],
    ['INVALID_SIGNATURE', 'another region', {}, { region: 'us-east-1' }],
    ['INVALID_SIGNATURE', 'another service', {}, { service: 's3' }],
    ['ACCESS_DENIED', 'a policy', { policy: deny }, {}],
    ['THROTTLED', 'too many', { routes: openly, methodSettings: noTokens }, 'unsigned'],
    ['BAD_REQUEST_PARAMETERS', 'a parameter that is missing', { routes: [validated] }, {}],
    ['API_CONFIGURATION_ERROR', 'no permission', { routes: openly, permissions: [] }, 'unsigned'],
    [
      'DEFAULT_5XX',
      'a function that throws',
      { routes: openly, answer: () => ({ kind: 'failed', code: 'threw', detail: '' }) },
      'unsigned',
    ],
  ])('%s: %s', async (type, _name, ...[options, signing, wire = note]) => {
    const status = async (gatewayResponses: readonly ReturnType<typeof gatewayResponse>[]): Promise<number> => {
      const world = gatewayWorld({ ...options, api: { gatewayResponses } });
      const answer = signing === 'unsigned' ? world.send(wire) : world.sendSigned(wire, signing);
      return (await answer).status;
    };
    const custom = (types_: readonly string[]) => types_.map((one) => gatewayResponse(one, { statusCode: 418 }));
    expect(await status(custom([type]))).toBe(418);
    const others = types.filter((one) => one !== type && !one.startsWith('DEFAULT_'));
    expect(await status(custom(others))).not.toBe(418);
  });

  it('EXPIRED_TOKEN: credentials that have expired', async () => {
    for (const type of ['EXPIRED_TOKEN', 'INVALID_SIGNATURE']) {
      const world = gatewayWorld({ api: { gatewayResponses: [gatewayResponse(type, { statusCode: 418 })] } });
      world.clock.set(world.keys.expiration);
      const { status } = await world.sendSigned(note, { at: world.keys.expiration });
      expect(status).toBe(type === 'EXPIRED_TOKEN' ? 418 : 403);
    }
  });

  it('INTEGRATION_TIMEOUT: a function that takes too long', async () => {
    jest.useFakeTimers();
    try {
      const gatewayResponses = [gatewayResponse('INTEGRATION_TIMEOUT', { statusCode: 418 })];
      const world = gatewayWorld({
        routes: openly,
        api: { gatewayResponses },
        answer: () => new Promise(() => undefined),
      });
      const answering = world.send(note);
      await jest.advanceTimersByTimeAsync(29_000);
      expect((await answering).status).toBe(418);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('what a gateway response may name', () => {
  it.each<[string, string | undefined]>([
    ["'a literal'", 'a literal'],
    ['method.request.header.X-From', 'here'],
    ['method.request.querystring.q', 'last'],
    ['method.request.querystring.Q', undefined],
    ['method.request.path.proxy', undefined],
    ['stageVariables.lake', 'Bodensee'],
    ['stageVariables.constructor', undefined],
    ['context.error.responseType', 'MISSING_AUTHENTICATION_TOKEN'],
    ['context.stage', 'dev'],
    ['context.unknown', undefined],
  ])('a header of %s is %s, and so is what a template says', async (expression, expected) => {
    const custom = gatewayResponse('DEFAULT_4XX', {
      responseParameters: { 'gatewayresponse.header.X-Told': expression },
      responseTemplates: { 'application/json': `<\${${expression}}>` },
    });
    const world = gatewayWorld({ api: { gatewayResponses: [custom] }, variables: { lake: 'Bodensee' } });
    const wire = { method: 'POST', url: '/dev/createnote?q=first&q=last', headers: { 'X-From': 'here' } };
    const { headers, body } = seen(await world.send(wire));
    expect(headers['x-told']).toBe(expected);
    if (!expression.startsWith("'")) expect(body).toBe(`<${expected ?? ''}>`);
  });

  it('a header of a text of several lines is one line', async () => {
    const custom = gatewayResponse('INVALID_SIGNATURE', {
      responseParameters: { 'gatewayresponse.header.X-Told': 'context.error.message' },
    });
    const world = gatewayWorld({ api: { gatewayResponses: [custom] } });
    const keys = { ...world.keys, secretAccessKey: 'x' };
    const { headers } = seen(await world.sendSigned({ method: 'POST', url: '/dev/createnote' }, { keys }));
    expect(headers['x-told']).toMatch(
      /^The request signature we calculated .* should have been 'POST \/dev\/createnote /,
    );
  });
});
