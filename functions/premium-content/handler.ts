import type { ApiAnswer } from '../shared/answer';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';

/**
 * `GET` and `POST /home/premium`. It refuses nobody: API Gateway lets in only who has the scope of the method, and this
 * function can be invoked by API Gateway alone.
 */
export function createHandler(services: RespondServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'content-not-made',
    failedMessage: 'The content could not be made. Try again.',
    run(event, answer) {
      const { requestId, authorizer } = event.requestContext;
      const clientId = authorizer?.claims?.['client_id'];
      services.logger.info('content-served', { requestId, ...(clientId === undefined ? {} : { clientId }) });
      const scope = event.httpMethod === 'POST' ? 'Write' : 'Read';
      return Promise.resolve(answer(200, { message: `Premium Content: OAuth Scope: ${scope}` }));
    },
  });
}
