import { UpstreamError, upstreamError } from './errors';
import { timeLimits } from './time-limits';
import type { TimeLimit } from '../shared/time-limit';

/** What the premium API said, for the consumer's own caller. */
export interface PremiumAnswer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** What a call needs from outside. */
export interface PremiumApiServices {
  readonly fetch: typeof fetch;
  readonly timeLimit: TimeLimit;
  readonly premiumApiUrl: string;
}

/** One request. */
export interface PremiumRequest {
  readonly method: 'GET' | 'POST';
  /** Absent for a request without authorization. */
  readonly accessToken?: string;
}

/**
 * Calls the premium API. A refusal is an answer; redirects are not followed, for they could lead a token elsewhere.
 *
 * @throws UpstreamError where the API fails, is too slow, or answers something else than JSON
 */
export async function callPremiumApi(
  services: PremiumApiServices,
  { method, accessToken }: PremiumRequest,
): Promise<PremiumAnswer> {
  try {
    const response = await services.fetch(services.premiumApiUrl, {
      method,
      headers: {
        Accept: 'application/json',
        ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }),
      },
      redirect: 'manual',
      signal: services.timeLimit(timeLimits.content),
    });
    const { status } = response;
    const text = await response.text();
    if (status >= 500) {
      throw new UpstreamError('premium-api', status === 504 ? 'timed-out' : 'failed', { upstreamStatus: status });
    }
    return { status, body: readJson(status, text) };
  } catch (error) {
    throw upstreamError('premium-api', error);
  }
}

function readJson(status: number, text: string): unknown {
  const notUnderstood = new UpstreamError('premium-api', 'answer-not-understood', { upstreamStatus: status });
  if (status >= 300 && status < 400) {
    throw notUnderstood;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw notUnderstood;
  }
}
