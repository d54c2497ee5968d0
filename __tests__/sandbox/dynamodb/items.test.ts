import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { Store } from '../../../sandbox/dynamodb/store';
import { notes, startDynamoDb, tableArn } from '../support/dynamodb-fixture';

const item = (attributes: Readonly<Record<string, unknown>>) => ({
  stack: 'groups',
  address: 'aws_dynamodb_table_item.admins',
  attributes,
});
const stored = { userId: { S: 'admins' }, noteId: { S: '1' }, policy: { M: { all: { BOOL: true } } } };

test('what the stacks put into a table is there from the start', async () => {
  const { clientWith } = await startDynamoDb({ items: [item(stored)] });
  const client = clientWith({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: tableArn('dev-notes') });
  const Key = { userId: { S: 'admins' }, noteId: { S: '1' } };
  expect((await client.send(new GetItemCommand({ TableName: 'dev-notes', Key }))).Item).toEqual(stored);
});

test.each([
  ['a value without a type', { ...stored, policy: 'x' }],
  ['a type that is none', { ...stored, policy: { X: 'x' } }],
  ['a number that is none', { ...stored, level: { N: 'seven' } }],
  ['a key of another type', { ...stored, noteId: { N: '1' } }],
])('an item with %s stops the start, and is named', async (_, attributes) => {
  await expect(Store.open([{ ...notes, items: [item(attributes)] }])).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringMatching(
      /^groups:aws_dynamodb_table_item\.admins could not be put into the table "dev-notes"\. Correct its item\. The store answered: ./,
    ),
  });
});
