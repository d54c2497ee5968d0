import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { PageRequest } from '../shared/page-request';
import { petOf } from '../shared/pet';
import type { Pet } from '../shared/pet';
import type { TableClient } from '../shared/table-client';

/** Some of the pets, in no order. */
export interface PetPage {
  readonly pets: readonly Pet[];
  readonly more: boolean;
}

/** Where pets come from. */
export interface PetReader {
  list(page: PageRequest): Promise<PetPage>;
}

/** The pets table, with partition key `petId`. Everybody who may list them may see all of them, so a scan is right. */
export function createPetReader(client: TableClient, tableName: string): PetReader {
  return {
    async list({ limit, after }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName: tableName,
          ConsistentRead: true,
          Limit: limit,
          ...(after === undefined ? {} : { ExclusiveStartKey: { petId: { S: after } } }),
        }),
      );
      return { pets: Items.map(petOf), more: LastEvaluatedKey !== undefined };
    },
  };
}
