import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { allow, counters, notes, startDynamoDb, type DynamoDbWorld } from '../support/dynamodb-fixture';

let world: DynamoDbWorld;
let everything: DynamoDBClient;

beforeAll(async () => {
  world = await startDynamoDb();
  everything = world.clientWith({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' });
});

const TableName = notes.name;
const key = (user: string, note: string) => ({ userId: { S: user }, noteId: { S: note } });

describe('the tables of the blueprint', () => {
  it('are there, under their own ARN', async () => {
    await expect(everything.send(new ListTablesCommand({}))).resolves.toMatchObject({
      TableNames: [counters.name, notes.name],
    });
    const { Table } = await everything.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({
      TableName,
      TableArn: notes.arn,
      TableStatus: 'ACTIVE',
      KeySchema: [
        { AttributeName: 'userId', KeyType: 'HASH' },
        { AttributeName: 'noteId', KeyType: 'RANGE' },
      ],
    });
  });

  it('keep items', async () => {
    const Item = { ...key('u', '1'), content: { S: 'é' } };
    await everything.send(new PutItemCommand({ TableName, Item }));
    await everything.send(
      new UpdateItemCommand({
        TableName,
        Key: key('u', '1'),
        UpdateExpression: 'SET #n = :n',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':n': { N: '2' } },
      }),
    );
    const stored = { ...Item, n: { N: '2' } };
    await expect(everything.send(new GetItemCommand({ TableName, Key: key('u', '1') }))).resolves.toMatchObject({
      Item: stored,
    });
    const condition = { KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': { S: 'u' } } };
    await expect(everything.send(new QueryCommand({ TableName, ...condition }))).resolves.toMatchObject({
      Items: [stored],
    });
    await expect(everything.send(new ScanCommand({ TableName }))).resolves.toMatchObject({ Items: [stored] });
    const RequestItems = { [TableName]: { Keys: [key('u', '1')] } };
    await expect(everything.send(new BatchGetItemCommand({ RequestItems }))).resolves.toMatchObject({
      Responses: { [TableName]: [stored] },
    });
    await everything.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ DeleteRequest: { Key: key('u', '1') } }] } }),
    );
    await everything.send(new DeleteItemCommand({ TableName, Key: key('u', '1') }));
    await expect(everything.send(new ScanCommand({ TableName }))).resolves.toMatchObject({ Items: [] });
  });

  it.each([
    [
      'a table that is not there',
      new GetItemCommand({ TableName: 'other', Key: key('u', '1') }),
      'ResourceNotFoundException',
      'Requested resource not found',
    ],
    [
      'a key that lacks a part',
      new GetItemCommand({ TableName, Key: { userId: { S: 'u' } } }),
      'ValidationException',
      'The provided key element does not match the schema',
    ],
    [
      'a condition that is not met',
      new PutItemCommand({ TableName, Item: key('u', '1'), ConditionExpression: 'attribute_exists(userId)' }),
      'ConditionalCheckFailedException',
      'The conditional request failed',
    ],
    [
      'no table',
      new ScanCommand({ TableName: undefined }),
      'ValidationException',
      "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'an operation that is not supported',
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key('u', '1') } }] }),
      'UnknownOperationException',
      'The sandbox does not support TransactWriteItems of DynamoDB.',
    ],
    [
      'an ARN for a table',
      new ScanCommand({ TableName: notes.arn }),
      'ValidationException',
      'The sandbox takes names of tables, not their ARNs.',
    ],
  ] as const)('answer as DynamoDB: %s', async (...[, command, name, message]) => {
    await expect(everything.send(command as ScanCommand)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('log what is not supported', () => {
    expect(world.lines).toContainEqual({
      level: 'warn',
      event: 'unsupported operation',
      fields: { operation: 'TransactWriteItems', supported: expect.stringContaining('PutItem') as string },
    });
  });
});

describe('who may call', () => {
  const send = async (client: DynamoDBClient, command: unknown): Promise<string> => {
    try {
      await client.send(command as ScanCommand);
      return 'allowed';
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    }
  };
  const commands = {
    BatchGetItem: new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('u', '1')] } } }),
    BatchWriteItem: new BatchWriteItemCommand({
      RequestItems: { [TableName]: [{ PutRequest: { Item: key('u', '1') } }] },
    }),
    DeleteItem: new DeleteItemCommand({ TableName, Key: key('u', '1') }),
    DescribeTable: new DescribeTableCommand({ TableName }),
    GetItem: new GetItemCommand({ TableName, Key: key('u', '1') }),
    PutItem: new PutItemCommand({ TableName, Item: key('u', '1') }),
    Query: new QueryCommand({
      TableName,
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': { S: 'u' } },
    }),
    Scan: new ScanCommand({ TableName }),
    UpdateItem: new UpdateItemCommand({ TableName, Key: key('u', '1') }),
  };
  const names = Object.keys(commands) as (keyof typeof commands)[];
  const denied = (name: string, resource = notes.arn): string =>
    `AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/function/notes is not authorized to perform: dynamodb:${name} on resource: ${resource} because no identity-based policy allows the dynamodb:${name} action`;

  it.each(names)('a role that has everything but %s is refused that, and nothing else', async (name) => {
    const client = world.clientWith(allow(...names.filter((other) => other !== name)));
    for (const other of names)
      expect(await send(client, commands[other])).toBe(other === name ? denied(name) : 'allowed');
  });

  it('a role without policies is refused all', async () => {
    const client = world.clientWith();
    for (const name of names) expect(await send(client, commands[name])).toBe(denied(name));
    expect(await send(client, new ListTablesCommand({}))).toBe(
      denied('ListTables', notes.arn.replace('dev-notes', '*')),
    );
  });

  it('each table of a batch must be allowed', async () => {
    const client = world.clientWith({ Effect: 'Allow', Action: 'dynamodb:*', Resource: notes.arn });
    const batch = new BatchGetItemCommand({
      RequestItems: { [TableName]: { Keys: [key('u', '1')] }, [counters.name]: { Keys: [{ number: { N: '1' } }] } },
    });
    expect(await send(client, batch)).toBe(denied('BatchGetItem', counters.arn));
  });

  it('an index is a resource of its own', async () => {
    const client = world.clientWith({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: notes.arn });
    const query = new QueryCommand({
      TableName,
      IndexName: 'byDate',
      KeyConditionExpression: 'd = :d',
      ExpressionAttributeValues: { ':d': { S: 'u' } },
    });
    expect(await send(client, query)).toBe(denied('Query', `${notes.arn}/index/byDate`));
  });

  it('nobody without a signature, or with a wrong one', async () => {
    const post = (headers: Record<string, string>, body = '{}'): Promise<Response> =>
      fetch(`http://127.0.0.1:${world.port}/`, {
        method: 'POST',
        body,
        headers: { 'x-amz-target': 'DynamoDB_20120810.Scan', ...headers },
      });
    const unsigned = await post({});
    expect([unsigned.status, unsigned.headers.get('content-type'), unsigned.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'application/x-amz-json-1.0',
      'MissingAuthenticationTokenException:',
    ]);
    expect(await unsigned.json()).toMatchObject({
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
    });
    const forged = await post({
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAAAAAAAAAAAAAAAAA/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
      'x-amz-date': '20260101T000000Z',
    });
    expect(forged.status).toBe(400);
    expect(await forged.json()).toMatchObject({
      __type: expect.stringMatching(/^com\.amazon\.coral\.service#\w+Exception$/) as string,
    });
    const malformed = await post({}, '[1]');
    expect(await malformed.json()).toMatchObject({ __type: 'com.amazon.coral.service#SerializationException' });
  });
});
