const nodeModule = require('node:module');
const net = require('node:net');
const tls = require('node:tls');
const errors = require('./errors.cjs');

/** @typedef {'sandbox' | 'refused' | 'outside'} Verdict */

const region = '[a-z]{2}(?:-[a-z]+)+-\\d+';

const served = [
  new RegExp(`^(?:cognito-idp|cognito-identity|sts|dynamodb|secretsmanager)\\.${region}\\.amazonaws\\.com$`),
  new RegExp(`^[a-z0-9]+\\.execute-api\\.${region}\\.amazonaws\\.com$`),
  new RegExp(`^[a-z0-9-]+\\.auth\\.${region}\\.amazoncognito\\.com$`),
  /^(?:sts|cognito-identity)\.amazonaws\.com$/,
];

const ofAws = /(?:^|\.)(?:amazonaws\.com|amazonaws\.com\.cn|amazoncognito\.com|api\.aws|on\.aws)$/;

/** Where a computer in AWS gets its own credentials: a program in the sandbox has no business with them. */
const metadata = new Set(['169.254.169.254', '169.254.170.2', 'fd00:ec2::254']);

/**
 * Where a connection to a host goes: to the sandbox, nowhere, or untouched to the outside.
 * @param {unknown} host
 * @returns {Verdict}
 */
function verdictOn(host) {
  if (typeof host !== 'string') return 'outside';
  const name = host.toLowerCase().replace(/\.$/, '');
  if (served.some((pattern) => pattern.test(name))) return 'sandbox';
  return ofAws.test(name) || metadata.has(name) ? 'refused' : 'outside';
}

/**
 * Carries connections to AWS's hosts to the sandbox on this computer, for every client of this thread: `node:https`,
 * `fetch`, and whatever is built on them. The work is done where all of them meet, at the socket, so requests are
 * written as for AWS, with the original `Host` header, and signatures hold. TLS is left out on the way.
 * @param {{ port: number }} sandbox
 * @returns {() => void} Undoes it.
 */
function carry(sandbox) {
  const connect = net.Socket.prototype.connect;
  const connectTls = tls.connect;
  net.Socket.prototype.connect = carriedConnect(connect, sandbox);
  tls.connect = /** @type {typeof tls.connect} */ (carriedTls(connectTls, sandbox));
  nodeModule.syncBuiltinESMExports();
  return () => {
    net.Socket.prototype.connect = connect;
    tls.connect = connectTls;
    nodeModule.syncBuiltinESMExports();
  };
}

/**
 * @param {typeof net.Socket.prototype.connect} connect
 * @param {{ port: number }} sandbox
 * @returns {typeof net.Socket.prototype.connect}
 */
function carriedConnect(connect, sandbox) {
  /**
   * @this {net.Socket}
   * @param {...any} args
   */
  return function carried(...args) {
    const { options, callback } = readArguments(args);
    const verdict = typeof options.path === 'string' ? 'outside' : verdictOn(options.host);
    if (verdict === 'outside') return Reflect.apply(connect, this, args);
    if (verdict === 'sandbox') {
      return Reflect.apply(connect, this, [{ ...options, host: '127.0.0.1', port: sandbox.port }, callback]);
    }
    process.nextTick(() => this.destroy(new errors.HostNotCarriedError(String(options.host))));
    return this;
  };
}

/**
 * @param {typeof tls.connect} connectTls
 * @param {{ port: number }} sandbox
 * @returns {(...args: any[]) => net.Socket}
 */
function carriedTls(connectTls, sandbox) {
  return (...args) => {
    const { options, callback } = readArguments(args);
    // A client behind a proxy names the host in `servername` alone.
    const host = [options.host, options.servername].find((name) => verdictOn(name) !== 'outside');
    if (host === undefined) return Reflect.apply(connectTls, tls, args);
    if (options.socket !== undefined && options.socket !== null) options.socket.destroy();
    const socket = net.connect({ ...socketOptions(options), host, port: sandbox.port });
    return asSecure(socket, callback);
  };
}

/**
 * All ways to call `connect`: with options, with a port and a host, with a path, with what `net` has already normalized.
 * @param {any[]} args
 * @returns {{ options: Record<string, any>, callback: (() => void) | undefined }}
 */
function readArguments(args) {
  const list = Array.isArray(args[0]) ? args[0] : args;
  const callback = list.findLast((arg) => typeof arg === 'function');
  const options = list.find((arg) => typeof arg === 'object' && arg !== null) ?? {};
  if (typeof list[0] === 'object') return { options, callback };
  if (typeof list[0] === 'string' && !/^\d+$/.test(list[0]))
    return { options: { ...options, path: list[0] }, callback };
  const host = typeof list[1] === 'string' ? list[1] : 'localhost';
  return { options: { host, ...options, port: Number(list[0]) }, callback };
}

/** @param {Record<string, any>} options */
function socketOptions({ timeout, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark, signal }) {
  return { timeout, noDelay, keepAlive, keepAliveInitialDelay, highWaterMark, signal };
}

/**
 * Gives a plain socket what clients look for on a secure one.
 * @param {net.Socket} socket
 * @param {(() => void) | undefined} callback
 */
function asSecure(socket, callback) {
  Object.assign(socket, {
    encrypted: true,
    authorized: true,
    authorizationError: null,
    alpnProtocol: false,
    getPeerCertificate: () => ({}),
    getProtocol: () => 'TLSv1.3',
    getSession: () => undefined,
    isSessionReused: () => false,
    setServername: () => undefined,
  });
  if (callback) socket.once('secureConnect', callback);
  socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
}

module.exports = { carry, verdictOn };
