import { answersTo } from './answer';
import type { AnswerMaker, ApiAnswer } from './answer';
import { describeFailure } from './describe-failure';
import { RefusedRequestError } from './errors';
import type { ApiEvent } from './event';
import type { Logger } from './logger';

/** What every handler needs to answer at all. */
export interface RespondServices {
  readonly logger: Logger;
  readonly allowedOrigins: readonly string[];
}

/** How a function does its work, and what it says when a dependency fails it. */
export interface Work<Event extends ApiEvent = ApiEvent> {
  readonly run: (event: Event, answer: AnswerMaker) => Promise<ApiAnswer>;
  /** Name of the log event. */
  readonly failed: string;
  /** For the caller. */
  readonly failedMessage: string;
  /** Value of the notes document's own header; absent where no document asks for it. */
  readonly reply?: string;
}

/** Seconds after which a throttled caller may try again. */
const retryAfter = '1';

/** Turns every outcome of the work into an answer: no error leaves the function, and none shows its inside. */
export function respond<Event extends ApiEvent = ApiEvent>(
  { logger, allowedOrigins }: RespondServices,
  work: Work<Event>,
) {
  return async (event: Event): Promise<ApiAnswer> => {
    const answer = answersTo(event, { allowedOrigins, reply: work.reply });
    const requestId = event.requestContext.requestId;
    try {
      return await work.run(event, answer);
    } catch (error) {
      if (error instanceof RefusedRequestError) {
        logger.warn('request-refused', { requestId, status: error.status, reason: error.reason });
        return answer(error.status, { message: error.message }, error.headers);
      }
      const { throttled, fields } = describeFailure(error);
      const status = throttled ? 503 : 500;
      logger.error(work.failed, { requestId, status, ...fields });
      return answer(status, { message: work.failedMessage }, throttled ? { 'Retry-After': retryAfter } : {});
    }
  };
}
