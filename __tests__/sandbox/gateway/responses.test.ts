import fc from 'fast-check';
import { gatewayWorld, open, seen, type GatewayOptions } from '../support/gateway-fixture';
import type { Wire } from '../support/signed-requests';

/** What a client gets for what a function returns. */
async function answerTo(payload: unknown, options: GatewayOptions = {}, wire: Wire = {}) {
  const world = gatewayWorld({
    routes: [open('GET /a')],
    answer: () => ({ kind: 'returned', payload }),
    ...options,
  });
  const response = await world.send({ url: '/dev/a', ...wire });
  return { ...seen(response), sent: response.headers, reason: response.reason };
}

it.each<[string, unknown, number, string]>([
  ['a status alone', { statusCode: 200 }, 200, ''],
  ['nothing', {}, 200, ''],
  ['a body without a status', { body: 'x' }, 200, 'x'],
  ['a status as text', { statusCode: '201' }, 201, ''],
  [
    'null for all',
    { statusCode: 204, headers: null, multiValueHeaders: null, body: null, isBase64Encoded: null },
    204,
    '',
  ],
  ['an error of its own', { statusCode: 500, body: 'x', isBase64Encoded: false }, 500, 'x'],
  ['base64 that the API does not know as binary', { body: 'aGk=', isBase64Encoded: true }, 200, 'aGk='],
])('%s', async (_name, ...[payload, status, body]) => {
  const answer = await answerTo(payload);
  expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([status, body, 'application/json']);
  expect([answer.errorType, answer.reason]).toEqual([undefined, undefined]);
  expect(answer.headers['x-amzn-requestid']).toBe('11111111-2222-3333-4444-555555555555');
  expect(answer.headers['x-amz-apigw-id']).toMatch(/^[A-Za-z0-9+/]{15}=$/);
  expect(answer.headers['x-amzn-trace-id']).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
});

it.each<[string, unknown]>([
  ['null', null],
  ['undefined', undefined],
  ['a text', 'hello'],
  ['a number', 200],
  ['a list', [{ statusCode: 200 }]],
  ['a member that is not known', { statusCode: 200, wrongValue: 1 }],
  ['the cookies of another version', { statusCode: 200, cookies: [] }],
  ['a status that is no number', { statusCode: 'test' }],
  ['half a status', { statusCode: 200.5 }],
  ...['', '20', '2000', '0xc8', '2e2', ' 200', '200.0', '-200'].map(
    (statusCode) => [`the status ${JSON.stringify(statusCode)}`, { statusCode }] as [string, unknown],
  ),
  ['a status over all', { statusCode: 600 }],
  ['a status that HTTP has not', { statusCode: 99 }],
  ['a status that switches protocols', { statusCode: 101 }],
  ['a body that is no text', { body: { a: 1 } }],
  ['headers that are a list', { headers: ['a'] }],
  ['a header that is an object', { headers: { a: {} } }],
  ['a multi-value header that is no list', { multiValueHeaders: { a: 'b' } }],
  ['a header with a line break', { headers: { a: 'b\r\nSet-Cookie: c' } }],
  ['a header name with a space', { headers: { 'a b': 'c' } }],
  ['an isBase64Encoded that is a text', { isBase64Encoded: 'true' }],
  ['a body over 10 MB', { body: 'x'.repeat(10_485_761) }],
])('%s is a 502', async (_name, payload) => {
  const { status, body, errorType, headers, reason } = await answerTo(payload);
  expect([status, body, errorType]).toEqual([
    502,
    '{"message": "Internal server error"}',
    'InternalServerErrorException',
  ]);
  expect(headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
  expect(reason).toMatch(/^(Malformed|The function's answer has 10485761 bytes)/);
});

it('a header with a name that every object has does no harm', async () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const maps = `"headers":{"${name}":"x"},"multiValueHeaders":{"${name}":["y"]}`;
    const { status, sent } = await answerTo(JSON.parse(`{"statusCode":200,${maps}}`));
    expect([status, Object.getPrototypeOf(sent)]).toEqual([200, Object.prototype]);
  }
});

it('never raises, whatever a function returns', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.anything(), fc.record({ statusCode: fc.anything(), headers: fc.anything(), body: fc.anything() })),
      async (payload) => {
        expect((await answerTo(payload)).status).toBeGreaterThanOrEqual(200);
      },
    ),
    { seed: 9, numRuns: 300 },
  );
});

it('sends both maps of headers: the multiple ones first, in their spelling', async () => {
  const { sent } = await answerTo({
    headers: { solo: true, 'x-a': 'solo', n: 1 },
    multiValueHeaders: { 'X-A': ['multi', 2], 'Set-Cookie': ['a', 'b'] },
  });
  const text = (name: string) => [sent[name]].flat().join(', ');
  expect([text('solo'), text('X-A'), text('n'), text('Set-Cookie')]).toEqual(['true', 'multi, 2, solo', '1', 'a, b']);
  expect(sent['x-a']).toBeUndefined();
});

it.each(['Connection', 'Content-Length', 'Date', 'Server', 'WWW-Authenticate', 'host', 'Authorization'])(
  'renames the header %s, which is not for a function to set',
  async (name) => {
    const { sent } = await answerTo({ headers: { [name]: 'x' } });
    expect([sent[name], [sent[`x-amzn-Remapped-${name}`]].flat()]).toEqual([undefined, ['x']]);
  },
);

it("keeps the gateway's own ids, whatever a function says", async () => {
  const { sent } = await answerTo({
    headers: { 'x-amzn-RequestId': 'mine', 'transfer-encoding': 'chunked', 'Content-Type': 'text/html' },
  });
  expect(sent['x-amzn-RequestId']).toBe('11111111-2222-3333-4444-555555555555');
  expect([Object.keys(sent).filter((name) => /transfer-encoding/i.test(name)), [sent['Content-Type']].flat()]).toEqual([
    [],
    ['text/html'],
  ]);
});

it.each<[string, string | undefined, string]>([
  ['what it accepts first is binary to the API', 'image/png,text/plain', 'hi'],
  ['what it accepts first is not', 'text/plain,image/png', 'aGk='],
  ['it accepts anything', '*/*', 'aGk='],
  ['it says nothing', undefined, 'aGk='],
])('decodes base64 for a client where %s', async (_name, accept, expected) => {
  const payload = { body: 'aGk=', isBase64Encoded: true };
  const { body } = await answerTo(
    payload,
    { api: { binaryMediaTypes: ['image/png'] } },
    { headers: accept === undefined ? {} : { accept } },
  );
  expect(body).toBe(expected);
});
