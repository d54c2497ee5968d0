import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { operations } from '../../../sandbox/dynamodb/table-access';
import { allow, counters, notes, startDynamoDb } from '../support/dynamodb-fixture';

const TableName = notes.name;
const key = (user: string) => ({ userId: { S: user }, noteId: { S: '1' } });
const query = (input: object): QueryCommand => new QueryCommand({ TableName, ...input });
const values = (user: string) => ({ ExpressionAttributeValues: { ':u': { S: user }, ':n': { S: '1' } } });

describe('a role that is limited to the keys of one user', () => {
  let client: DynamoDBClient;
  beforeAll(async () => {
    const world = await startDynamoDb();
    client = world.clientWith({
      ...allow('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchGetItem', 'BatchWriteItem'),
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['me'] } },
    });
  });

  const forUser = (user: string): readonly (readonly [string, unknown])[] => [
    ['get', new GetItemCommand({ TableName, Key: key(user) })],
    ['put', new PutItemCommand({ TableName, Item: key(user) })],
    ['update', new UpdateItemCommand({ TableName, Key: key(user) })],
    ['delete', new DeleteItemCommand({ TableName, Key: key(user) })],
    ['query', query({ KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': { S: user } } })],
    ['query with a sort key first', query({ KeyConditionExpression: 'noteId = :n AND userId = :u', ...values(user) })],
    [
      'query in brackets',
      query({ KeyConditionExpression: '((userId) = (:u)) AND begins_with(noteId, :n)', ...values(user) }),
    ],
    [
      'query with an alias',
      query({
        KeyConditionExpression: '#k=:u',
        ExpressionAttributeNames: { '#k': 'userId' },
        ExpressionAttributeValues: { ':u': { S: user } },
      }),
    ],
    [
      'query as in former times',
      query({ KeyConditions: { userId: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: user }] } } }),
    ],
    ['batch get', new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key(user)] } } })],
    [
      'batch write',
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: key(user) } }] } }),
    ],
    [
      'batch delete',
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ DeleteRequest: { Key: key(user) } }] } }),
    ],
  ];

  it.each(forUser('me'))('may %s', async (_name, command) => {
    await expect(client.send(command as ScanCommand)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it.each([
    ...forUser('you').map(([name, command]) => [`${name} of another`, command] as const),
    [
      'batch get of both',
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('me'), key('you')] } } }),
    ] as const,
    [
      'query without a key',
      query({ KeyConditionExpression: 'noteId = :n', ExpressionAttributeValues: { ':n': { S: 'me' } } }),
    ] as const,
    [
      'query with a range of keys',
      query({ KeyConditionExpression: 'userId > :u', ExpressionAttributeValues: { ':u': { S: 'me' } } }),
    ] as const,
    [
      'query an index by another key',
      query({
        IndexName: 'other',
        KeyConditionExpression: 'userId = :u',
        ExpressionAttributeValues: { ':u': { S: 'me' } },
      }),
    ] as const,
    ['put without a key', new PutItemCommand({ TableName, Item: { noteId: { S: 'me' } } })] as const,
    [
      'put a key of another type',
      new PutItemCommand({ TableName, Item: { userId: { N: '1' }, noteId: { S: '1' } } }),
    ] as const,
    ['scan', new ScanCommand({ TableName })] as const,
  ])('may not %s', async (_name, command) => {
    await expect(client.send(command as ScanCommand)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(
        /is not authorized to perform: dynamodb:\w+ on resource: arn:aws:dynamodb:us-east-1:123456789012:table\/dev-notes/,
      ) as string,
    });
  });
});

describe('the condition keys of a request', () => {
  const directory = { region: 'us-east-1', accountId: '123456789012', tables: [notes, counters] };
  it.each([
    [
      'GetItem',
      { Key: key('u'), ProjectionExpression: 'a.b, #c[0], d', ExpressionAttributeNames: { '#c': 'c' } },
      { Attributes: ['a', 'c', 'd', 'userId', 'noteId'], LeadingKeys: ['u'], Select: 'SPECIFIC_ATTRIBUTES' },
    ],
    ['GetItem', { Key: key('u') }, { Attributes: ['userId', 'noteId'], LeadingKeys: ['u'], Select: 'ALL_ATTRIBUTES' }],
    [
      'GetItem',
      { TableName: counters.name, Key: { number: { N: '7' } }, AttributesToGet: ['number'] },
      { Attributes: ['number'], LeadingKeys: ['7'], Select: 'SPECIFIC_ATTRIBUTES' },
    ],
    [
      'PutItem',
      {
        Item: { ...key('u'), content: { S: 'x' } },
        ReturnValues: 'ALL_OLD',
        ConditionExpression: 'attribute_not_exists(#v) AND size (a) > :x',
        ExpressionAttributeNames: { '#v': 'v' },
      },
      { Attributes: ['v', 'a', 'userId', 'noteId', 'content'], LeadingKeys: ['u'], ReturnValues: 'ALL_OLD' },
    ],
    [
      'UpdateItem',
      {
        Key: key('u'),
        UpdateExpression: 'SET x = if_not_exists(y, :z), w.v = :v REMOVE q',
        ReturnConsumedCapacity: 'TOTAL',
      },
      { Attributes: ['x', 'y', 'w', 'q', 'userId', 'noteId'], LeadingKeys: ['u'], ReturnConsumedCapacity: 'TOTAL' },
    ],
    [
      'UpdateItem',
      { Key: key('u'), AttributeUpdates: { a: {} }, Expected: { b: {} } },
      { Attributes: ['userId', 'noteId', 'a', 'b'], LeadingKeys: ['u'] },
    ],
    [
      'Query',
      { KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': { S: 'u' } }, Select: 'COUNT' },
      { Attributes: ['userId'], LeadingKeys: ['u'], Select: 'COUNT' },
    ],
    [
      'Query',
      {
        KeyConditionExpression: 'userId = :u and userId = :v',
        ExpressionAttributeValues: { ':u': { S: 'u' }, ':v': { S: 'v' } },
      },
      { Attributes: ['userId'], LeadingKeys: ['u', 'v'], Select: 'ALL_ATTRIBUTES' },
    ],
    [
      'Scan',
      { FilterExpression: 'a between :x and :y OR NOT b in (:z)' },
      { Attributes: ['a', 'b'], Select: 'ALL_ATTRIBUTES' },
    ],
    ['DescribeTable', {}, {}],
  ])('%s %j', (operation, input, expected) => {
    const [access] = operations[operation]?.(directory, { TableName, ...input }) ?? [];
    expect(access?.context).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, value]) => [`dynamodb:${name}`, value])),
    );
  });

  it('of a batch are those of each table', () => {
    const RequestItems = {
      [TableName]: { Keys: [key('a'), key('b')], ProjectionExpression: 'content' },
      [counters.name]: { Keys: [{ number: { N: '1' } }] },
    };
    expect(operations['BatchGetItem']?.(directory, { RequestItems })).toEqual([
      {
        resource: notes.arn,
        context: {
          'dynamodb:LeadingKeys': ['a', 'b'],
          'dynamodb:Attributes': ['content', 'userId', 'noteId'],
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
        },
      },
      {
        resource: counters.arn,
        context: {
          'dynamodb:LeadingKeys': ['1'],
          'dynamodb:Attributes': ['number'],
          'dynamodb:Select': 'ALL_ATTRIBUTES',
        },
      },
    ]);
  });
});
