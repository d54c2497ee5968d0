import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { petOf } from '../shared/pet';
import type { Pet } from '../shared/pet';
import type { TableClient } from '../shared/table-client';

/** Where a pet comes from. */
export interface PetFinder {
  find(petId: string): Promise<Pet | undefined>;
}

/** The pets table, with partition key `petId`. */
export function createPetFinder(client: TableClient, tableName: string): PetFinder {
  return {
    async find(petId) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: { petId: { S: petId } }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : petOf(Item);
    },
  };
}
