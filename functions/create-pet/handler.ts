import type { ApiAnswer } from '../shared/answer';
import { BodyReader } from '../shared/body-reader';
import type { ApiEvent } from '../shared/event';
import type { Pet } from '../shared/pet';
import { respond } from '../shared/respond';
import type { RespondServices } from '../shared/respond';
import type { PetStore } from './pet-store';

/** What the handler needs from outside. */
export interface CreatePetServices extends RespondServices {
  readonly pets: PetStore;
  /** A UUID, new at each call. */
  readonly newId: () => string;
}

/** `POST /pets` with `{name, species, priceInCents}`. Who may call it, IAM has decided. */
export function createHandler(services: CreatePetServices): (event: ApiEvent) => Promise<ApiAnswer> {
  return respond(services, {
    failed: 'pet-not-stored',
    failedMessage: 'The pet could not be stored. Try again.',
    async run(event, answer) {
      const pet = readPet(event, services.newId());
      await services.pets.put(pet);
      services.logger.info('pet-stored', { requestId: event.requestContext.requestId });
      return answer(201, pet);
    },
  });
}

function readPet(event: ApiEvent, petId: string): Pet {
  const body = new BodyReader(event, 'the pet');
  return body.done({
    petId,
    name: body.text('name', { least: 1, most: 100 }),
    species: body.text('species', { least: 1, most: 50 }),
    priceInCents: body.wholeNumber('priceInCents', { least: 0, most: 100_000_000 }),
  });
}
