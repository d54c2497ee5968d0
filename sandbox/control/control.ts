import { z } from 'zod';
import type { SandboxRequest, SandboxResponse } from '../http/message';
import type { MovableClock } from '../system/movable-clock';
import type { SandboxDescription } from './describe';

/** The sandbox's own addresses, under `/_sandbox`. They show secrets, so no web page may read them. */
export interface ControlServices {
  readonly clock: MovableClock;
  readonly describe: () => SandboxDescription;
  /** Codes that AWS would send by mail. */
  readonly mailbox: () => readonly unknown[];
  /** Forgets what authorizers found. */
  readonly flushAuthorizers: () => void;
}

type Endpoint = (services: ControlServices, request: SandboxRequest) => SandboxResponse;

const endpoints: Readonly<Record<string, Endpoint>> = {
  'GET /_sandbox': (services) => json(200, services.describe()),
  'GET /_sandbox/codes': (services) => json(200, services.mailbox()),
  'POST /_sandbox/authorizer-cache/flush': ({ flushAuthorizers }) => {
    flushAuthorizers();
    return json(200, { flushed: true });
  },
  'POST /_sandbox/clock': moveClock,
};

/** Answers a request for the sandbox itself. */
export function control(services: ControlServices, request: SandboxRequest): SandboxResponse {
  const from = originOfPage(request);
  if (from !== undefined) {
    return refusal(403, `A web page of ${from} may not use /_sandbox, which shows secrets. Use it from this computer.`);
  }
  const endpoint = endpoints[`${request.method} ${request.path}`];
  if (endpoint !== undefined) return endpoint(services, request);
  return refusal(
    404,
    `There is no ${request.method} ${request.path}. There are: ${Object.keys(endpoints).join(', ')}.`,
  );
}

/**
 * Browsers add these headers by themselves; pages cannot leave them out. Pages at this very address are no better than
 * others: what the APIs answer is here, too. Somebody who types the address sends no origin, and the site `none`.
 */
function originOfPage(request: SandboxRequest): string | undefined {
  const origin = request.header('origin');
  if (origin !== undefined) return origin;
  const site = request.header('sec-fetch-site');
  return site === undefined || site === 'none' ? undefined : `the site ${site}`;
}

const clockMove = z.union([
  z.strictObject({ advanceSeconds: z.number().finite().min(-1e9).max(1e9) }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);

function moveClock(services: ControlServices, request: SandboxRequest): SandboxResponse {
  if (!request.header('content-type')?.startsWith('application/json')) {
    return refusal(415, 'Send content-type: application/json.');
  }
  const move = clockMove.safeParse(parse(request.body));
  if (!move.success) {
    return refusal(400, 'Send {"advanceSeconds": <number>} or {"now": "<ISO 8601 time with zone>"}.');
  }
  services.clock.advance(
    'now' in move.data ? Date.parse(move.data.now) - services.clock.now() : move.data.advanceSeconds * 1_000,
  );
  return json(200, { time: new Date(services.clock.now()).toISOString() });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const json = (status: number, body: unknown): SandboxResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(body, null, 2)}\n`,
});

const refusal = (status: number, message: string): SandboxResponse => ({
  ...json(status, { message }),
  reason: message,
});
