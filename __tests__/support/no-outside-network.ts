import { Socket } from 'node:net';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

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
    return path === undefined && typeof host === 'string' ? host : undefined;
  }
  return typeof args[1] === 'string' ? args[1] : undefined;
}
