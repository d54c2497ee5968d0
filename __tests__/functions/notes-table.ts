import type { AddressInfo, Server } from 'node:net';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';

const dynalite = jest.requireActual<(options: object) => Server>('dynalite');

/** A notes table that lives in memory for one test file. */
export interface NotesTable {
  readonly name: string;
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** All items of all users, as text. */
  items(): Promise<readonly Readonly<Record<string, string | undefined>>[]>;
  stop(): Promise<void>;
}

/** Starts DynamoDB's stand-in on a free port with the table of the notes API. */
export async function startNotesTable(name = 'dev-notes'): Promise<NotesTable> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['userId', 'noteId'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'userId', KeyType: 'HASH' },
        { AttributeName: 'noteId', KeyType: 'RANGE' },
      ],
    }),
  );
  return {
    name,
    endpoint,
    client,
    async items() {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
      return Items.map((item) => Object.fromEntries(Object.entries(item).map(([key, value]) => [key, value.S])));
    },
    async stop() {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
