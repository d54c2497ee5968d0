import { Socket } from 'node:net';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

// The SDK announces which Node it will need some day, once in each test file.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Tests talk to this computer alone: a connection to any other host is a defect of the test. */
const connect = Socket.prototype.connect;
Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host !== undefined && !loopback.has(host)) {
    throw new Error(`A test tried to connect to ${host}. Only loopback is allowed.`);
  }
  return Reflect.apply(connect, this, args) as Socket;
};

function hostOf(args: readonly unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown };
    // Agents pass `path: null` for a connection over TCP.
    return typeof path !== 'string' && typeof host === 'string' ? host : undefined;
  }
  return typeof args[1] === 'string' ? args[1] : undefined;
}
