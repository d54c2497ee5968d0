import { describeFailure } from '../shared/describe-failure';
import type { LogFields } from '../shared/logger';

/** Whom the consumer depends on. */
export type Upstream = 'secrets-manager' | 'token-endpoint' | 'premium-api';

/** Stable codes for the log. */
export type UpstreamReason =
  'timed-out' | 'failed' | 'refused' | 'invalid-client' | 'answer-not-understood' | 'secret-not-understood';

const names: Readonly<Record<Upstream, string>> = {
  'secrets-manager': 'Secrets Manager',
  'token-endpoint': 'The token endpoint',
  'premium-api': 'The premium API',
};

/**
 * Something that the consumer depends on failed it. `message` is what the caller reads. It holds neither what was sent nor
 * what was answered, nor the error beneath: a token or the secret may be in any of them.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  /** 504 where the other side was too slow, 502 for everything else. */
  readonly status: 502 | 504;

  /** @param fields what may be logged of the error beneath */
  constructor(
    readonly upstream: Upstream,
    readonly reason: UpstreamReason,
    readonly fields: LogFields = {},
  ) {
    super(
      reason === 'timed-out'
        ? `${names[upstream]} did not answer in time. Try again.`
        : `${names[upstream]} could not be used. Try again later.`,
    );
    this.status = reason === 'timed-out' ? 504 : 502;
  }
}

/** Tells a call that took too long from one that failed otherwise. */
export function upstreamError(upstream: Upstream, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) {
    return error;
  }
  return new UpstreamError(upstream, isSlow(error) ? 'timed-out' : 'failed', describeFailure(error).fields);
}

/** A body that stops halfway is a time-out beneath another error. */
function isSlow(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const { name, cause }: { readonly name?: unknown; readonly cause?: unknown } = error;
  return name === 'TimeoutError' || name === 'AbortError' || isSlow(cause);
}
