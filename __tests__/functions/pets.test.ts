import { createHandler as createPetHandler } from '../../functions/create-pet/handler';
import { createPetStore } from '../../functions/create-pet/pet-store';
import { createHandler as getPetHandler } from '../../functions/get-pet/handler';
import { createPetFinder } from '../../functions/get-pet/pet-finder';
import { createHandler as listPetsHandler } from '../../functions/list-pets/handler';
import { createPetReader } from '../../functions/list-pets/pet-reader';
import { createLogger } from '../../functions/shared/logger';
import type { Pet } from '../../functions/shared/pet';
import { apiEvent, type EventChange } from './api-event';
import { startMemoryTable, type MemoryTable } from './memory-table';

let table: MemoryTable;
let ids = 0;
const services = { logger: createLogger(() => undefined), allowedOrigins: [] };

beforeAll(async () => {
  table = await startMemoryTable('pets', 'petId');
});

afterAll(() => table.stop());

const create = (body: unknown) =>
  createPetHandler({
    ...services,
    pets: createPetStore(table.client, table.name),
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
  })(apiEvent({ body: JSON.stringify(body) }));
const list = (change: EventChange = {}) =>
  listPetsHandler({ ...services, pets: createPetReader(table.client, table.name) })(apiEvent(change));
const get = (petId: string) =>
  getPetHandler({ ...services, pets: createPetFinder(table.client, table.name) })(
    apiEvent({ pathParameters: { petId } }),
  );

const rex = { name: 'Rex', species: 'dog', priceInCents: 12_000 };

test('a pet that is added can be read, and stands in the list', async () => {
  const created = await create(rex);
  expect(created.statusCode).toBe(201);
  const pet = JSON.parse(created.body) as Pet;
  expect(pet).toEqual({ petId: '00000000-0000-4000-8000-000000000001', ...rex });
  expect(JSON.parse((await get(pet.petId)).body)).toEqual(pet);
  expect(JSON.parse((await list()).body)).toEqual({ pets: [pet] });
});

test('pages together are all pets, each once', async () => {
  for (let count = 0; count < 6; count += 1) {
    await create(rex);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await list({ query: { limit: '2', ...(cursor === undefined ? {} : { cursor }) } });
    const page = JSON.parse(body) as { pets: readonly Pet[]; cursor?: string };
    seen.push(...page.pets.map(({ petId }) => petId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(await table.count());
  expect(seen).toHaveLength(await table.count());
});

test.each(['', 'x', '00000000-0000-4000-8000-999999999999', '../users'])('there is no pet %j', async (petId) => {
  const { statusCode, body } = await get(petId);
  expect([statusCode, JSON.parse(body)]).toEqual([
    404,
    { message: 'There is no such pet. GET /pets lists all of them.' },
  ]);
});

test.each([
  [{ ...rex, name: '' }, 'name is a text of 1 to 100 characters, none of them a control character'],
  [{ ...rex, species: 'd\u0000g' }, 'species is a text of 1 to 50 characters, none of them a control character'],
  [{ ...rex, priceInCents: -1 }, 'priceInCents is a whole number from 0 to 100000000'],
  [{ ...rex, priceInCents: '1' }, 'priceInCents is a whole number from 0 to 100000000'],
  [{ ...rex, petId: 'mine' }, 'there is no member but name, species, priceInCents'],
])('%j is not added', async (body, fault) => {
  const before = await table.count();
  const answer = await create(body);
  expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
    400,
    { message: `The body is not accepted: ${fault}.` },
  ]);
  expect(await table.count()).toBe(before);
});

test('an item that somebody else wrote is an error, not half a pet', async () => {
  await table.put({ petId: { S: '00000000-0000-4000-8000-00000000000a' }, name: { S: 'Half' } });
  expect((await get('00000000-0000-4000-8000-00000000000a')).statusCode).toBe(500);
});
