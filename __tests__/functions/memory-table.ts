import type { AddressInfo, Server } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

const dynalite = jest.requireActual<(options: object) => Server>('dynalite');

type Item = Record<string, AttributeValue>;

/** A table with a partition key alone, in memory, for one test file. */
export interface MemoryTable {
  readonly name: string;
  readonly client: DynamoDBClient;
  put(item: Item): Promise<void>;
  get(key: string): Promise<Item | undefined>;
  count(): Promise<number>;
  stop(): Promise<void>;
}

export async function startMemoryTable(name: string, partitionKey: string): Promise<MemoryTable> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
    }),
  );
  return {
    name,
    client,
    async put(Item) {
      await client.send(new PutItemCommand({ TableName: name, Item }));
    },
    async get(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: name, Key: { [partitionKey]: { S: key } }, ConsistentRead: true }),
      );
      return Item;
    },
    async count() {
      const { Count = 0 } = await client.send(new ScanCommand({ TableName: name }));
      return Count;
    },
    async stop() {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
