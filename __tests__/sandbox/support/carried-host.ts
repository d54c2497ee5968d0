import { request } from 'node:http';
import type { Send } from './browser';

/** Sends over HTTP to a sandbox, with the `Host` header as it is meant: `fetch` would put the sandbox's own address there. */
export const sendTo =
  (sandboxUrl: () => string): Send =>
  ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = request(sandboxUrl() + path, { method, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const reason = incoming.headers['x-sandbox-reason'];
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers as Readonly<Record<string, string | readonly string[]>>,
            body: Buffer.concat(chunks).toString('utf8'),
            reason: reason === undefined ? undefined : String(reason),
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

/** `fetch` for libraries that take one: every host is the sandbox. */
export function carriedFetch(send: Send) {
  return async (url: string, init: CarriedInit): Promise<Response> => {
    const { host, pathname, search } = new URL(url);
    const body = init.body === undefined || init.body === null ? '' : String(init.body);
    const answer = await send({
      method: init.method,
      path: pathname + search,
      headers: { ...init.headers, host, 'content-length': String(Buffer.byteLength(body)) },
      body,
    });
    const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(answer.body === '' ? null : answer.body, { status: answer.status, headers });
  };
}

interface CarriedInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
