import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { noFreePort } from '../errors';
import type { Clock, Ids, Logger } from '../system/services';
import type { RequestHandler, SandboxResponse } from './message';
import { readRequest } from './read-request';

/** A server on 127.0.0.1. */
export interface LoopbackServer {
  readonly port: number;
  /** Ends all connections. May be called twice. */
  stop(): Promise<void>;
}

/** What the server hands requests to. */
export interface ServerServices {
  readonly handle: RequestHandler;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

const portsTried = 20;

/** Listens on `port` or, where it is taken, on the next free one; on any where it is 0. */
export async function startServer(services: ServerServices, port: number): Promise<LoopbackServer> {
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    // Node's default of 5 s closes a connection in the moment in which a client that was idle uses it again.
    keepAliveTimeout: 65_000,
    maxHeaderSize: 64 * 1024,
  });
  server.on('request', (incoming, outgoing) => void answer(services, incoming, outgoing));
  server.on('clientError', refuseMalformed);
  await listen(server, port);
  const { port: chosen } = server.address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  return { port: chosen, stop: () => (stopped ??= stop(server)) };
}

async function listen(server: Server, first: number): Promise<void> {
  const last = first === 0 ? 0 : Math.min(first + portsTried, 65_535);
  for (let port = first; port <= last; port += 1) {
    if (await tryListen(server, port)) return;
  }
  throw noFreePort(first, last);
}

function tryListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, '127.0.0.1');
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(services: ServerServices, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const id = services.ids.uuid();
  const request = await readRequest(incoming, id);
  if (request === 'aborted') {
    services.logger.warn('request-aborted', {
      requestId: id,
      reason: 'The client went away before its request was complete.',
    });
    outgoing.destroy();
    return;
  }
  if (request === 'body-too-large') {
    send(services, outgoing, { ...tooLarge, headers: { ...tooLarge.headers, connection: 'close' } });
    return;
  }
  const response = await handled(services, request);
  try {
    send(services, outgoing, response);
  } catch (error) {
    // A setting can hold what no header takes. Unanswered, its error would end the process for all.
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    send(services, outgoing, defect(services, request, error));
  }
}

async function handled(services: ServerServices, request: Parameters<RequestHandler>[0]): Promise<SandboxResponse> {
  try {
    return await services.handle(request);
  } catch (error) {
    return defect(services, request, error);
  }
}

function defect(
  { logger }: ServerServices,
  { id, method, path }: Parameters<RequestHandler>[0],
  error: unknown,
): SandboxResponse {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  logger.error('sandbox-defect', { requestId: id, method, path, stack });
  return {
    status: 500,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': id },
    body: JSON.stringify({
      __type: 'InternalFailure',
      message: `The sandbox failed; its log has the cause under ${id}.`,
    }),
    reason: 'A defect of the sandbox itself, not a decision.',
  };
}

const tooLarge: SandboxResponse = {
  status: 413,
  headers: { 'content-type': 'text/plain' },
  body: 'HTTP content length exceeded 10485760 bytes.',
  reason: 'The body is larger than the 10 MB that API Gateway takes.',
};

function send({ clock }: ServerServices, outgoing: ServerResponse, response: SandboxResponse): void {
  if (outgoing.destroyed) return;
  outgoing.statusCode = response.status;
  // AWS's clients set their own clock by it when a signature is refused for its time.
  outgoing.setHeader('date', new Date(clock.now()).toUTCString());
  for (const [name, value] of Object.entries(response.headers)) outgoing.setHeader(name, value as string | string[]);
  if (response.reason !== undefined) outgoing.setHeader('x-sandbox-reason', asciiLine(response.reason));
  outgoing.end(response.body);
}

/** Header values are one line of printable ASCII. */
function asciiLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 2_000);
}

function refuseMalformed(_error: Error, socket: Duplex): void {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  else socket.destroy();
}
