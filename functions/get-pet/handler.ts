import type { ApiAnswer } from '../shared/answer';
import { RefusedRequestError } from '../shared/errors';
import type { ApiEvent } from '../shared/event';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import type { PetFinder } from './pet-finder';

/** What the handler needs from outside. */
export interface GetPetServices extends RespondServices {
  readonly pets: PetFinder;
}

const petIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `GET /pets/{petId}` */
export function createHandler(services: GetPetServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'pet-not-read',
    failedMessage: 'The pet could not be read. Try again.',
    async run(event, answer) {
      const petId = event.pathParameters?.['petId'] ?? '';
      const pet = petIdPattern.test(petId) ? await services.pets.find(petId) : undefined;
      if (pet === undefined) {
        throw new RefusedRequestError(404, 'pet-unknown', 'There is no such pet. GET /pets lists all of them.');
      }
      services.logger.info('pet-read', { requestId: event.requestContext.requestId });
      return answer(200, pet);
    },
  });
}
