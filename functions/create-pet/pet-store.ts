import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { itemOf } from '../shared/pet';
import type { Pet } from '../shared/pet';
import type { TableClient } from '../shared/table-client';

/** Where pets go. */
export interface PetStore {
  put(pet: Pet): Promise<void>;
}

/** The pets table. The id is new and the item whole, so a second attempt of the SDK stores the same once more. */
export function createPetStore(client: TableClient, tableName: string): PetStore {
  return {
    async put(pet) {
      await client.send(new PutItemCommand({ TableName: tableName, Item: itemOf(pet) }));
    },
  };
}
