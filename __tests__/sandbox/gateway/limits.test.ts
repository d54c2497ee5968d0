import type { Stage } from '../../../blueprint/model';
import type { RoutedExchange } from '../../../sandbox/gateway/exchange';
import { checkMethodArn, checkSize } from '../../../sandbox/gateway/limits';
import { createThrottle } from '../../../sandbox/gateway/throttle';
import { gatewayWorld, open, route } from '../support/gateway-fixture';
import { now, request } from '../support/signed-requests';

describe('size', () => {
  const refused = (wire: Parameters<typeof request>[0]) => checkSize({ request: request(wire) });

  it.each([
    [10_485_760, undefined],
    [10_485_761, 413],
  ])('a body of %d bytes', (bytes, status) => {
    expect(refused({ body: Buffer.alloc(bytes) })?.status).toBe(status);
  });

  it.each([
    ['in one header', [['a', 'x'.repeat(10_240)]], undefined],
    ['in one header and a byte', [['a', 'x'.repeat(10_241)]], 431],
    [
      'in two headers of one name and a byte',
      [
        ['a', 'x'.repeat(10_240)],
        ['a', 'y'],
      ],
      431,
    ],
    ['of two bytes each', [['a', 'é'.repeat(5_120)]], undefined],
    [
      'of two bytes each, and one',
      [
        ['a', 'é'.repeat(5_120)],
        ['b', 'y'],
      ],
      431,
    ],
    ['in names, which do not count', [['n'.repeat(100), 'x'.repeat(10_240)]], undefined],
  ] as [string, [string, string][], number | undefined][])('10240 bytes %s', (_name, headers, status) => {
    expect(refused({ headers })?.status).toBe(status);
  });
});

describe('the ARN of a method', () => {
  it.each([
    ['AWS_IAM', 1_600, undefined],
    ['AWS_IAM', 1_601, 414],
    ['NONE', 1_601, undefined],
  ] as const)('%s, %d bytes', (kind, bytes, status) => {
    const exchange = { methodArn: 'x'.repeat(bytes), route: route('GET /a', { authorization: { kind } }) };
    expect(checkMethodArn(exchange as unknown as RoutedExchange)?.status).toBe(status);
  });

  it('is measured in bytes', () => {
    const exchange = { methodArn: 'é'.repeat(801), route: route('GET /a') };
    expect(checkMethodArn(exchange as unknown as RoutedExchange)?.reason).toMatch(/has 1602 bytes/);
  });
});

describe('buckets', () => {
  const settings = (methodPath: string, rate: number | undefined, burst: number | undefined) => ({
    methodPath,
    throttlingRateLimit: rate,
    throttlingBurstLimit: burst,
  });
  type Limited = { api?: string; stage?: string; on?: string; at?: number; methodSettings?: Stage['methodSettings'] };
  const takes = (throttle: ReturnType<typeof createThrottle>, limited: Limited): number => {
    const { api = 'api', stage = 'dev', on = 'GET /a', at = now, methodSettings = [settings('*/*', 0, 1)] } = limited;
    const exchange = { api: { id: api }, stage: { name: stage, methodSettings }, route: open(on), receivedAt: at };
    return throttle(exchange as unknown as RoutedExchange)?.status ?? 200;
  };

  it.each<[string, Limited]>([
    ['API', { api: 'other' }],
    ['stage', { stage: 'prod' }],
    ['method', { on: 'POST /a' }],
    ['path', { on: 'GET /b' }],
  ])('each %s has its own', (_name, other) => {
    const throttle = createThrottle();
    expect([takes(throttle, {}), takes(throttle, {})]).toEqual([200, 429]);
    expect([takes(throttle, other), takes(throttle, other)]).toEqual([200, 429]);
    expect(takes(throttle, {})).toBe(429);
  });

  it('no two gateways share one', () => {
    expect([createThrottle(), createThrottle()].map((throttle) => takes(throttle, {}))).toEqual([200, 200]);
  });

  it("a path's settings are for one of its methods only", () => {
    const methodSettings = [settings('a/POST', 0, 0)];
    const throttle = createThrottle();
    expect(takes(throttle, { methodSettings, on: 'POST /a' })).toBe(429);
    expect(takes(throttle, { methodSettings, on: 'GET /a' })).toBe(200);
  });

  it('refuses at the rate after the burst, whatever the time between', () => {
    const throttle = createThrottle();
    const methodSettings = [settings('*/*', 4, 2)];
    const answers = [0, 0, 0, 249, 250, 250, 499, 500, 10_000, 10_000, 10_000].map((milliseconds) =>
      takes(throttle, { methodSettings, at: now + milliseconds }),
    );
    expect(answers).toEqual([200, 200, 429, 429, 200, 429, 429, 200, 200, 200, 429]);
  });

  it('a clock that is moved back neither gives nor takes', () => {
    const throttle = createThrottle();
    const methodSettings = [settings('*/*', 1, 3)];
    const at = (milliseconds: number): number => takes(throttle, { methodSettings, at: now + milliseconds });
    expect([at(0), at(-3_600_000), at(-3_600_000), at(-3_600_000), at(-3_599_000)]).toEqual([200, 200, 200, 429, 200]);
  });

  it("without settings the account's limits hold: 5000 at once", () => {
    const throttle = createThrottle();
    const answers = Array.from({ length: 5_001 }, () => takes(throttle, { methodSettings: [] }));
    expect([answers.filter((status) => status === 200).length, answers.at(-1)]).toEqual([5_000, 429]);
    expect(takes(throttle, { methodSettings: [], at: now + 1 })).toBe(200);
  });
});

it('a request that a size refuses is not routed, and takes no token', async () => {
  const world = gatewayWorld({
    routes: [open('POST /createnote')],
    methodSettings: [{ methodPath: '*/*', throttlingRateLimit: 0, throttlingBurstLimit: 1 }],
  });
  const post = { method: 'POST', url: '/dev/createnote' };
  expect((await world.send({ ...post, body: 'x'.repeat(10_485_761) })).status).toBe(413);
  expect((await world.send(post)).status).toBe(200);
});
