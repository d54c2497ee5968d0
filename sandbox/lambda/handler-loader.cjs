const fs = require('node:fs');
const path = require('node:path');
const url = require('node:url');

/** A bundle that Lambda cannot start; `errorType` is Lambda's own name for it. */
class HandlerError extends Error {
  /**
   * @param {string} errorType
   * @param {string} message
   */
  constructor(errorType, message) {
    super(message);
    this.name = errorType;
  }
}

/**
 * Finds the function that `<file>.<export>` names. The file may be CommonJS or an ES module.
 * @param {string} taskRoot
 * @param {string} handler
 * @returns {Promise<(event: unknown, context: unknown, callback: unknown) => unknown>}
 */
async function loadHandler(taskRoot, handler) {
  const slash = handler.lastIndexOf('/') + 1;
  const dot = handler.indexOf('.', slash);
  if (dot <= slash || dot === handler.length - 1) {
    throw new HandlerError('Runtime.MalformedHandlerName', `Bad handler: ${handler}. It must be <file>.<export>.`);
  }
  const file = fileOf(taskRoot, handler.slice(0, dot));
  const loaded = await import(url.pathToFileURL(file).href);
  const names = handler.slice(dot + 1).split('.');
  const found = valueAt(loaded, names) ?? valueAt(loaded.default, names);
  if (typeof found !== 'function') {
    throw new HandlerError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  return /** @type {any} */ (found);
}

/**
 * @param {string} taskRoot
 * @param {string} name
 */
function fileOf(taskRoot, name) {
  const found = ['.js', '.mjs', '.cjs']
    .map((end) => path.join(taskRoot, `${name}${end}`))
    .find((file) => fs.existsSync(file));
  if (found === undefined) {
    throw new HandlerError(
      'Runtime.ImportModuleError',
      `Error: Cannot find module '${name}' in the function's archive`,
    );
  }
  return found;
}

/**
 * @param {any} value
 * @param {readonly string[]} names
 * @returns {unknown}
 */
const valueAt = (value, names) => names.reduce((at, name) => at?.[name], value);

module.exports = { loadHandler };
