import type { ApiAnswer } from '../shared/answer';
import type { ApiEvent } from '../shared/event';
import { cursorAfter, readPageRequest } from '../shared/page-request';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import type { PetReader } from './pet-reader';

/** What the handler needs from outside. */
export interface ListPetsServices extends RespondServices {
  readonly pets: PetReader;
}

/** `GET /pets?limit=&cursor=`: a page of all pets; no `cursor` in the last one. Who may call it, IAM has decided. */
export function createHandler(services: ListPetsServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'pets-not-read',
    failedMessage: 'The pets could not be read. Try again.',
    async run(event, answer) {
      const { pets, more } = await services.pets.list(readPageRequest(event));
      const last = pets.at(-1);
      services.logger.info('pets-listed', { requestId: event.requestContext.requestId, count: pets.length });
      return answer(200, { pets, ...(more && last !== undefined ? { cursor: cursorAfter(last.petId) } : {}) });
    },
  });
}
