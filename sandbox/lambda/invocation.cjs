/**
 * @typedef {{
 *   kind: 'invoke', requestId: string, event: string, timeoutMilliseconds: number, clockOffset: number,
 *   context: Readonly<Record<string, string>>,
 * }} Invoke
 *
 * @typedef {{ kind: 'returned', payload: string }} Returned
 * @typedef {{ kind: 'threw' | 'unserializable' | 'init-failed', errorType: string, errorMessage: string, stack: string }} Failed
 * @typedef {(event: unknown, context: unknown, callback: unknown) => unknown} Handler
 */

/**
 * One call of a handler, in any of the ways in which a handler may answer: a promise, the callback, the old methods of
 * the context, or not at all; then the answer is null once nothing is left to wait for.
 * @param {Handler} handler
 * @param {Invoke} message
 * @param {(outcome: Returned | Failed) => void} finish Called once.
 * @returns {{ loopIsEmpty: () => void }}
 */
function startInvocation(handler, message, finish) {
  /** @type {Returned | Failed | undefined} */
  let waiting;
  const done = once(finish);
  const context = contextOf(message);

  /** @type {(error: unknown, value?: unknown) => void} */
  const callback = (error, value) => {
    waiting ??= error === undefined || error === null ? returned(value) : failed('threw', error);
    if (!context.callbackWaitsForEmptyEventLoop) done(waiting);
  };
  Object.assign(context, {
    done: callback,
    succeed: (/** @type {unknown} */ value) => callback(null, value),
    fail: (/** @type {unknown} */ error) => callback(error ?? 'fail() was called without an error'),
  });

  try {
    const answer = handler(JSON.parse(message.event), context, callback);
    if (isThenable(answer)) {
      answer.then(
        (value) => done(returned(value)),
        (error) => done(failed('threw', error)),
      );
    }
  } catch (error) {
    done(failed('threw', error));
  }
  return { loopIsEmpty: () => done(waiting ?? returned(null)) };
}

/** @param {Invoke} message */
function contextOf(message) {
  const deadline = performance.now() + message.timeoutMilliseconds;
  return {
    ...message.context,
    awsRequestId: message.requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

/**
 * @param {unknown} value
 * @returns {Returned | Failed}
 */
function returned(value) {
  try {
    return { kind: 'returned', payload: JSON.stringify(value ?? null) ?? 'null' };
  } catch (error) {
    return failed('unserializable', error);
  }
}

/**
 * @param {Failed['kind']} kind
 * @param {unknown} error
 * @returns {Failed}
 */
function failed(kind, error) {
  if (error instanceof Error) {
    return { kind, errorType: error.name, errorMessage: error.message, stack: error.stack ?? '' };
  }
  return { kind, errorType: typeof error, errorMessage: String(error), stack: '' };
}

/**
 * @param {unknown} value
 * @returns {value is PromiseLike<unknown>}
 */
const isThenable = (value) => typeof (/** @type {any} */ (value)?.then) === 'function';

/**
 * @template T
 * @param {(value: T) => void} action
 * @returns {(value: T) => void}
 */
function once(action) {
  let called = false;
  return (value) => {
    if (called) return;
    called = true;
    action(value);
  };
}

module.exports = { failed, startInvocation };
