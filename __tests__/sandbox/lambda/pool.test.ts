import { existsSync } from 'node:fs';
import { handler, runFunction } from '../support/function-runtime';
import { listen } from '../support/runtime-fixture';

describe('several invocations at a time', () => {
  it('never share a worker, start no more than allowed, and do not mix up', async () => {
    const running = runFunction(
      `const { threadId } = require('node:worker_threads'); let busy = 0;
       exports.handler = async (event) => { busy += 1; await new Promise((r) => setTimeout(r, 5)); const seen = busy; busy -= 1; return { n: event.n, seen, threadId }; };`,
      { services: { maximumWorkers: 2 } },
    );
    const results = await Promise.all(Array.from({ length: 40 }, (_, n) => running.invoke({ n })));
    const payloads = results.map((one) => (one.kind === 'returned' ? (one.payload as Record<string, number>) : {}));
    expect(payloads.map((one) => one['n'])).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect(payloads.filter((one) => one['seen'] !== 1)).toEqual([]);
    expect(new Set(payloads.map((one) => one['threadId'])).size).toBe(2);
  });

  it('go on after each crash, as many as wait', async () => {
    const running = runFunction(handler('async (event) => event.n % 3 === 0 ? process.exit(1) : event.n'), {
      services: { maximumWorkers: 2 },
    });
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => running.invoke({ n })));
    expect(results.map((one) => (one.kind === 'returned' ? one.payload : one.code))).toEqual(
      Array.from({ length: 20 }, (_, n) => (n % 3 === 0 ? 'crashed' : n)),
    );
  });

  it('are throttled where too many wait', async () => {
    const running = runFunction(handler('async () => 1'), { services: { maximumWorkers: 1, queueLimit: 2 } });
    const results = await Promise.all(Array.from({ length: 5 }, () => running.invoke()));
    expect(results.map((one) => (one.kind === 'returned' ? one.payload : one))).toEqual([
      1,
      1,
      1,
      { kind: 'failed', code: 'throttled', detail: 'Rate Exceeded. 2 invocations are waiting.' },
      { kind: 'failed', code: 'throttled', detail: 'Rate Exceeded. 2 invocations are waiting.' },
    ]);
  });

  it('all fail when the credentials cannot be made, and none hangs', async () => {
    const running = runFunction(handler('async () => 1'), {
      services: {
        maximumWorkers: 1,
        sessionFor: () => {
          throw new RangeError('no session');
        },
      },
    });
    const results = await Promise.all([running.invoke(), running.invoke(), running.invoke()]);
    expect(results).toEqual(Array(3).fill({ kind: 'failed', code: 'crashed', detail: 'RangeError: no session' }));
  });
});

describe('a time-out', () => {
  afterEach(() => jest.useRealTimers());

  it('is no longer counted once the function has answered', async () => {
    const running = runFunction(handler('async () => 1'));
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    await expect(running.invoke()).resolves.toEqual({ kind: 'returned', payload: 1 });
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('stopping', () => {
  it('ends what runs and what waits, removes the unpacked files, and may be done twice', async () => {
    let entered: (folder: string) => void = () => undefined;
    const inside = new Promise<string>((resolve) => (entered = resolve));
    const port = await listen((request) => entered(decodeURIComponent(request.url ?? '')));
    const source = handler(`() => fetch('https://sts.amazonaws.com' + encodeURI(process.env.LAMBDA_TASK_ROOT))`);
    const running = runFunction(source, { services: { carryTo: () => ({ port }), maximumWorkers: 1 } });
    const results = [running.invoke(), running.invoke()];
    const folder = await inside;
    expect(existsSync(folder)).toBe(true);
    await running.runtime.stop();
    await running.runtime.stop();
    expect(existsSync(folder)).toBe(false);
    await expect(Promise.all([...results, running.invoke()])).resolves.toEqual(
      Array(3).fill({ kind: 'failed', code: 'crashed', detail: 'The runtime has stopped.' }),
    );
  });
});
