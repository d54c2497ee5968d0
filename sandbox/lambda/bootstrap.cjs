const workerThreads = require('node:worker_threads');
const hosts = require('../carry/hosts.cjs');
const clock = require('./worker-clock.cjs');
const invocation = require('./invocation.cjs');
const loader = require('./handler-loader.cjs');

/**
 * What runs in the worker of one execution environment: loads the bundle, then takes one invocation after another.
 * @typedef {import('./invocation.cjs').Invoke} Invoke
 * @typedef {{ taskRoot: string, handler: string, port: number, clockOffset: number }} Settings
 */

const port = workerThreads.parentPort;
const settings = /** @type {Settings} */ (workerThreads.workerData);

/** @type {string | undefined} */
let requestId;
/** @type {{ loopIsEmpty: () => void } | undefined} */
let running;

/** @param {Record<string, unknown>} message */
const post = (message) => port?.postMessage({ ...message, requestId });

captureOutput('stdout');
captureOutput('stderr');
clock.shiftClock(settings.clockOffset);
process.cwd = () => settings.taskRoot;
hosts.carry({ port: settings.port });

const handler = loader.loadHandler(settings.taskRoot, settings.handler);
handler.then(
  () => post({ kind: 'ready' }),
  (error) => post(invocation.failed('init-failed', error)),
);

port?.on('message', async (/** @type {Invoke} */ message) => {
  const loaded = await handler.catch(() => undefined);
  if (loaded === undefined) return;
  requestId = message.requestId;
  clock.shiftClock(message.clockOffset);
  // Only what the function itself waits for keeps the loop alive, so that its end can be seen.
  port.unref();
  running = invocation.startInvocation(loaded, message, (outcome) => {
    port.ref();
    running = undefined;
    post(outcome);
    requestId = undefined;
  });
});

process.on('beforeExit', () => running?.loopIsEmpty());

/**
 * Sends what the function writes along with its request, in the order of the answers.
 * @param {'stdout' | 'stderr'} stream
 */
function captureOutput(stream) {
  /** @type {(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => boolean} */
  const write = (chunk, encoding, callback) => {
    post({ kind: 'output', stream, text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const written = typeof encoding === 'function' ? encoding : callback;
    if (typeof written === 'function') process.nextTick(written);
    return true;
  };
  process[stream].write = /** @type {typeof process.stdout.write} */ (write);
}
