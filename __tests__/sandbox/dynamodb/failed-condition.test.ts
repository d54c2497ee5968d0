import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { allow, counters, notes, startDynamoDb, type DynamoDbWorld } from '../support/dynamodb-fixture';

const stored = { userId: { S: 'u' }, noteId: { S: '1' }, content: { S: 'the first' } };
const Key = { userId: stored.userId, noteId: stored.noteId };
const isNew = { ConditionExpression: 'attribute_not_exists(noteId)' } as const;
const other = { TableName: notes.name, Item: { ...stored, content: { S: 'the second' } }, ...isNew };
const asked = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

let world: DynamoDbWorld;
let client: DynamoDBClient;
beforeAll(async () => {
  world = await startDynamoDb();
  client = world.clientWith(allow('PutItem', 'UpdateItem', 'DeleteItem'));
  await client.send(new PutItemCommand({ TableName: notes.name, Item: stored }));
});

async function itemMet(sending: Promise<unknown>): Promise<Record<string, AttributeValue> | undefined> {
  const error: unknown = await sending.catch((refused: unknown) => refused);
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  expect(error.message).toBe('The conditional request failed');
  return error.Item;
}

test.each([
  ['put', () => client.send(new PutItemCommand({ ...other, ...asked }))],
  ['update', () => client.send(new UpdateItemCommand({ TableName: notes.name, Key, ...isNew, ...asked }))],
  ['delete', () => client.send(new DeleteItemCommand({ TableName: notes.name, Key, ...isNew, ...asked }))],
])('a %s whose condition fails is told of the item that it met', async (_, send) => {
  expect(await itemMet(send())).toEqual(stored);
});

test.each([
  ['does not ask', {}],
  ['asks for none', { ReturnValuesOnConditionCheckFailure: 'NONE' }],
] as const)('a write that %s is told of none', async (_, wish) => {
  expect(await itemMet(client.send(new PutItemCommand({ ...other, ...wish })))).toBeUndefined();
});

test('where there is no item, none is told', async () => {
  const absent = { TableName: counters.name, Key: { number: { N: '7' } } };
  const condition = { ConditionExpression: 'attribute_exists(#n)', ExpressionAttributeNames: { '#n': 'number' } };
  expect(await itemMet(client.send(new DeleteItemCommand({ ...absent, ...condition, ...asked })))).toBeUndefined();
});

test('another refusal stays what it is', async () => {
  await expect(
    client.send(new PutItemCommand({ ...other, ConditionExpression: 'noteId ===', ...asked })),
  ).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
});

test('what is neither ALL_OLD nor NONE is refused, and stores nothing', async () => {
  const wrong = { ...other, ConditionExpression: undefined, ReturnValuesOnConditionCheckFailure: 'ALL_NEW' };
  await expect(client.send(new PutItemCommand(wrong as never))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'ALL_NEW' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
  });
  expect(await itemMet(client.send(new PutItemCommand({ ...other, ...asked })))).toEqual(stored);
});

test('a role that may not read the old item by a write does not get it by a failed one', async () => {
  const limited = world.clientWith({
    ...allow('PutItem'),
    Condition: { StringNotEqualsIfExists: { 'dynamodb:ReturnValues': 'ALL_OLD' } },
  });
  expect(await itemMet(limited.send(new PutItemCommand(other)))).toBeUndefined();
  await expect(limited.send(new PutItemCommand({ ...other, ...asked }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});
