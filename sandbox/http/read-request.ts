import type { IncomingMessage } from 'node:http';
import type { SandboxRequest } from './message';

/** More than API Gateway's 10 MB, so that the gateway itself can say no; past it the connection is ended. */
const maximumBodyBytes = 11 * 1024 * 1024;

/** Why a request could not be read. */
export type UnreadableRequest = 'body-too-large' | 'aborted';

/** Reads a request whole. The promise never rejects. */
export function readRequest(incoming: IncomingMessage, id: string): Promise<SandboxRequest | UnreadableRequest> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumBodyBytes) {
        // What follows is let through unread until the answer is sent and the connection closed.
        chunks.length = 0;
        resolve('body-too-large');
      } else {
        chunks.push(chunk);
      }
    });
    incoming.on('end', () => resolve(toRequest(incoming, Buffer.concat(chunks), id)));
    incoming.on('error', () => resolve('aborted'));
    incoming.on('close', () => resolve('aborted'));
  });
}

function toRequest(incoming: IncomingMessage, body: Buffer, id: string): SandboxRequest {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  const rawHeaders = pairs(incoming.rawHeaders);
  // Not Node's own table: before 20.20.2 a header called `__proto__` made each look at it fail.
  const values = new Map<string, string>();
  for (const [name, value] of rawHeaders) {
    const known = values.get(name.toLowerCase());
    values.set(name.toLowerCase(), known === undefined ? value : `${known},${value}`);
  }
  return {
    method: incoming.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
    host: incoming.headers.host ?? '',
    rawHeaders,
    header: (name) => values.get(name.toLowerCase()),
    body,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    id,
  };
}

function pairs(flat: readonly string[]): (readonly [string, string])[] {
  const result: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) result.push([flat[index] ?? '', flat[index + 1] ?? '']);
  return result;
}
