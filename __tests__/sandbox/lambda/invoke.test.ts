import { handler, runFunction } from '../support/function-runtime';

describe('what a handler may answer', () => {
  it.each([
    ['a promise', 'async (event) => ({ got: event.a })', { got: 1 }],
    ['nothing in a promise', 'async () => {}', null],
    ['the callback', '(event, context, callback) => setTimeout(callback, 5, null, { got: event.a })', { got: 1 }],
    [
      'the callback, and no wait for the rest',
      '(event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 1000); callback(null, 2); }',
      2,
    ],
    ['the callback, once', '(event, context, callback) => { callback(null, 1); callback(null, 2); }', 1],
    ['succeed', '(event, context) => context.succeed("yes")', 'yes'],
    ['nothing at all', '() => 5', null],
    ['a promise that never ends', '() => new Promise(() => {})', null],
    ['a list', 'async () => [1, "é", null]', [1, 'é', null]],
  ])('%s', async (_name, source, payload) => {
    await expect(runFunction(handler(source)).invoke({ a: 1 })).resolves.toEqual({ kind: 'returned', payload });
  });

  it.each([
    ['CommonJS', 'index.handler', { 'index.js': handler('async () => "cjs"') }, 'cjs'],
    ['CommonJS by its ending', 'index.handler', { 'index.cjs': handler('async () => "cjs"') }, 'cjs'],
    ['an ES module', 'index.handler', { 'index.mjs': 'export const handler = async () => "esm";' }, 'esm'],
    [
      'an ES module with import and await at the top',
      'index.handler',
      { 'index.mjs': 'import { sep } from "node:path"; const s = await sep; export const handler = async () => s;' },
      '/',
    ],
    ['a folder', 'src/app.main', { 'src/app.js': 'exports.main = async () => "deep";' }, 'deep'],
    [
      'an export within an export',
      'index.api.get',
      { 'index.js': 'module.exports = { api: { get: async () => "nested" } };' },
      'nested',
    ],
    [
      'exports that only running reveals',
      'index.handler',
      { 'index.js': 'module.exports = Object.fromEntries([["handler", async () => "dynamic"]]);' },
      'dynamic',
    ],
  ])('%s', async (...[, name, files, payload]) => {
    await expect(runFunction('', { files, fn: { handler: name } }).invoke()).resolves.toEqual({
      kind: 'returned',
      payload,
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    [
      'an error in a promise',
      'async () => { throw new TypeError("no such thing") }',
      'threw',
      'TypeError: no such thing',
    ],
    ['an error thrown at once', '() => { throw new RangeError("too far") }', 'threw', 'RangeError: too far'],
    ['a text that is thrown', 'async () => { throw "oops" }', 'threw', 'string: oops'],
    ['an error given to the callback', '(e, c, callback) => callback(new Error("late"))', 'threw', 'Error: late'],
    ['fail', '(e, context) => context.fail(new Error("old"))', 'threw', 'Error: old'],
    [
      'the end of the process',
      'async () => process.exit(3)',
      'crashed',
      'Runtime.ExitError: Runtime exited with exit status 3',
    ],
    [
      'a rejection that nobody handles',
      'async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 1000)) }',
      'crashed',
      'Error: lost',
    ],
    [
      'an error in a timer',
      'async () => { setTimeout(() => { throw new Error("later") }); await new Promise((r) => setTimeout(r, 1000)) }',
      'crashed',
      'Error: later',
    ],
    [
      'a circle',
      'async () => { const a = {}; a.a = a; return a }',
      'unserializable',
      'TypeError: Converting circular structure to JSON',
    ],
    [
      'a number that JSON lacks',
      'async () => 1n',
      'unserializable',
      'TypeError: Do not know how to serialize a BigInt',
    ],
    [
      'an answer over 6 MB',
      'async () => "x".repeat(6 * 1024 * 1024)',
      'unserializable',
      'Function.ResponseSizeTooLarge: Response payload size (6291458 bytes)',
    ],
    [
      'waiting for too long',
      'async () => new Promise((r) => setTimeout(r, 60_000))',
      'timed-out',
      'Task timed out after 0.30 seconds',
    ],
    ['a loop without end', 'async () => { for (;;); }', 'timed-out', 'Task timed out after 0.30 seconds'],
  ])('%s', async (...[, source, code, detail]) => {
    const running = runFunction(handler(source), { fn: { timeoutSeconds: code === 'timed-out' ? 0.3 : 5 } });
    await expect(running.invoke()).resolves.toEqual({
      kind: 'failed',
      code,
      detail: expect.stringContaining(detail),
      ...(code === 'threw' ? { errorMessage: detail.replace(/^\w+: /, '') } : {}),
    });
    expect(running.lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'function failed' }));
  });

  it.each([
    [
      'another file',
      { fn: { handler: 'other.handler' } },
      "Runtime.ImportModuleError: Error: Cannot find module 'other' in the function's archive",
    ],
    [
      'another export',
      { fn: { handler: 'index.other' } },
      'Runtime.HandlerNotFound: index.other is undefined or not exported',
    ],
    [
      'no export',
      { fn: { handler: 'index' } },
      'Runtime.MalformedHandlerName: Bad handler: index. It must be <file>.<export>.',
    ],
    ['bad syntax', { files: { 'index.js': 'exports.handler = (' } }, 'SyntaxError: Unexpected'],
    ['an error on loading', { files: { 'index.js': 'throw new Error("no setting")' } }, 'Error: no setting'],
    ['a missing package', { files: { 'index.js': 'require("left-out")' } }, "Error: Cannot find module 'left-out'"],
  ])('a bundle with %s', async (_name, change, detail) => {
    const running = runFunction(handler('async () => 1'), change);
    await expect(running.invoke()).resolves.toEqual({
      kind: 'failed',
      code: 'crashed',
      detail: expect.stringContaining(detail),
    });
  });

  it('an event over 6 MB never reaches the function', async () => {
    const running = runFunction(handler('async () => 1'));
    await expect(running.invoke('x'.repeat(6 * 1024 * 1024))).resolves.toEqual({
      kind: 'failed',
      code: 'unserializable',
      detail:
        'RequestTooLargeException: 6291458 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    });
    expect(running.credentials.issued).toEqual([]);
  });

  it('an unknown function', async () => {
    await expect(
      runFunction('').runtime.invoke('arn:aws:lambda:us-east-1:123456789012:function:no', {}),
    ).resolves.toEqual({
      kind: 'failed',
      code: 'unknown-function',
      detail: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:no',
    });
  });

  it('the function that used up its memory', async () => {
    const source = handler('async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); }');
    await expect(runFunction(source, { fn: { memoryMegabytes: 16 } }).invoke()).resolves.toMatchObject({
      code: 'crashed',
      detail: expect.stringMatching(/^Runtime\.OutOfMemory: /) as string,
    });
  });

  it('the next invocation after each of them finds a fresh environment', async () => {
    const running = runFunction(
      `let calls = 0; exports.handler = async (event) => { calls += 1; if (event.do === 'exit') process.exit(1); if (event.do === 'loop') for (;;); return calls; };`,
      { fn: { timeoutSeconds: 0.3 } },
    );
    const kinds = [];
    for (const what of ['', 'exit', '', 'loop', '', '']) kinds.push(await running.invoke({ do: what }));
    expect(kinds).toEqual([
      { kind: 'returned', payload: 1 },
      expect.objectContaining({ code: 'crashed' }),
      { kind: 'returned', payload: 1 },
      expect.objectContaining({ code: 'timed-out' }),
      { kind: 'returned', payload: 1 },
      { kind: 'returned', payload: 2 },
    ]);
  });
});
