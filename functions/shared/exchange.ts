import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request as secureRequest } from 'node:https';
import { ExchangeError } from './errors';
import type { TimeLimit } from './time-limit';

/** One HTTP request. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, from the connection to the last byte. */
  readonly milliseconds: number;
  readonly maximumBytes: number;
}

/** What came back, whatever its status. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request. Redirects are answers: they could lead elsewhere. */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>;

/**
 * HTTP over kept connections. Node's `fetch` would do, but costs 19 ms when it is first touched, which a cold start pays.
 *
 * @throws ExchangeError where no whole answer came in time
 */
export function createExchange(timeLimit: TimeLimit): Exchange {
  const secureAgent = new Agent({ keepAlive: true, maxSockets: 8 });
  const plainAgent = new PlainAgent({ keepAlive: true, maxSockets: 8 });
  return (wanted) =>
    new Promise((resolve, reject) => {
      const { host, protocol } = new URL(wanted.url);
      const signal = timeLimit(wanted.milliseconds);
      const fail = (error: unknown): void => {
        reject(
          error instanceof ExchangeError ? error : new ExchangeError(signal.aborted ? 'timed-out' : 'failed', host),
        );
      };
      const options = { method: wanted.method, headers: wanted.headers, signal };
      const request: ClientRequest =
        protocol === 'https:'
          ? secureRequest(wanted.url, { ...options, agent: secureAgent })
          : plainRequest(wanted.url, { ...options, agent: plainAgent });
      request.once('error', fail);
      request.once('response', (response) => {
        readWhole(response, { host, maximumBytes: wanted.maximumBytes }).then(
          (body) => resolve({ status: response.statusCode ?? 0, body }),
          fail,
        );
      });
      request.end(wanted.body);
    });
}

interface Reading {
  readonly host: string;
  readonly maximumBytes: number;
}

async function readWhole(response: IncomingMessage, { host, maximumBytes }: Reading): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maximumBytes) {
      throw new ExchangeError('answer-too-large', host);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
