import type { SandboxRequest } from '../http/message';
import type { Ids } from '../system/services';

/** The trace that a client opened goes on; without one, or with one that is malformed, a new one begins. */
export function traceId(request: Pick<SandboxRequest, 'header'>, receivedAt: number, ids: Pick<Ids, 'bytes'>): string {
  const sent = /(?:^|;)\s*(Root=1-[0-9a-f]{8}-[0-9a-f]{24})\s*(?:;|$)/.exec(request.header('x-amzn-trace-id') ?? '');
  if (sent?.[1] !== undefined) return sent[1];
  const seconds = Math.floor(receivedAt / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${ids.bytes(12).toString('hex')}`;
}
