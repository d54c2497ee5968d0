import type { AnswerMaker, ApiAnswer } from '../shared/answer';
import { RefusedRequestError } from '../shared/errors';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import { UpstreamError } from './errors';
import { callPremiumApi } from './premium-api';
import type { PremiumAnswer, PremiumApiServices } from './premium-api';
import type { TokenSource, WantedScope } from './token-source';

/** What the handler needs from outside. */
export interface ContentConsumerServices extends RespondServices, PremiumApiServices {
  readonly tokens: TokenSource;
}

/** What a route does at the premium API. */
interface Errand {
  readonly method: 'GET' | 'POST';
  /** Absent where the call goes without authorization. */
  readonly scope?: WantedScope;
}

const errands: ReadonlyMap<string, Errand> = new Map<string, Errand>([
  ['/content/unauthorized-read', { method: 'GET' }],
  ['/content/authorized-read', { method: 'GET', scope: 'read' }],
  ['/content/authorized-write', { method: 'POST', scope: 'write' }],
]);

/** Calls the premium API as the route says, and answers as it does. */
export function createHandler(services: ContentConsumerServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'content-not-fetched',
    failedMessage: 'The content could not be fetched. Try again.',
    async run(event, answer) {
      const errand = errands.get(event.resource);
      if (errand === undefined) {
        throw new RefusedRequestError(404, 'route-unknown', 'There is no such content.');
      }
      try {
        const { status, body } = await runErrand(services, errand);
        services.logger.info('content-fetched', { requestId: event.requestContext.requestId, status });
        return answer(status, body);
      } catch (error) {
        return answerUpstreamError(error, { services, event, answer });
      }
    },
  });
}

async function runErrand(services: ContentConsumerServices, { method, scope }: Errand): Promise<PremiumAnswer> {
  if (scope === undefined) {
    return callPremiumApi(services, { method });
  }
  const accessToken = await services.tokens.get(scope);
  const first = await callPremiumApi(services, { method, accessToken });
  if (first.status !== 401) {
    return first;
  }
  const other = await services.tokens.replace(scope, accessToken);
  return other === undefined ? first : callPremiumApi(services, { method, accessToken: other });
}

interface Exchange {
  readonly services: ContentConsumerServices;
  readonly event: ApiEvent;
  readonly answer: AnswerMaker;
}

function answerUpstreamError(error: unknown, { services, event, answer }: Exchange): ApiAnswer {
  if (!(error instanceof UpstreamError)) {
    throw error;
  }
  const { status, upstream, reason, fields, message } = error;
  services.logger.error('content-not-fetched', {
    requestId: event.requestContext.requestId,
    status,
    upstream,
    reason,
    ...fields,
  });
  return answer(status, { message });
}
