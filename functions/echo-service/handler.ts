import type { ApiAnswer } from '../shared/answer';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';

/** What the service reads of the event besides what all functions do. */
export interface EchoedEvent extends ApiEvent {
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>> | null;
}

/**
 * Answers what API Gateway passed on, so that it can be seen whom a service is told it serves. It takes no part in
 * authentication, and never answers the request's headers: a token would be among them.
 */
export function createHandler(services: RespondServices): (event: EchoedEvent) => Promise<ApiAnswer> {
  return respond<EchoedEvent>(services, {
    failed: 'echo-not-made',
    failedMessage: 'The echo could not be made. Try again.',
    run(event, answer) {
      const { httpMethod: method, resource, path, pathParameters } = event;
      const { requestId, identity, authorizer } = event.requestContext;
      services.logger.info('echoed', { requestId });
      const echo = { method, resource, path, pathParameters, authorizer: authorizer ?? null, identity };
      return Promise.resolve(answer(200, echo));
    },
  });
}
