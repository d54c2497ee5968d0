import fc from 'fast-check';
import type { SandboxRequest } from '../../../sandbox/http/message';
import { createDynamoDb } from '../../../sandbox/dynamodb/dynamodb';
import { operations } from '../../../sandbox/dynamodb/table-access';
import { AwsJsonError } from '../../../sandbox/protocol/aws-json';
import { callerFor, emptyBlueprint, recordingLogger, region } from '../support/runtime-fixture';
import { notes } from '../support/dynamodb-fixture';

const request = (operation: string, body: string): SandboxRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  host: 'dynamodb.us-east-1.amazonaws.com',
  rawHeaders: [],
  header: (name) => (name === 'x-amz-target' ? `DynamoDB_20120810.${operation}` : undefined),
  body: Buffer.from(body),
  sourceIp: '127.0.0.1',
  id: 'id',
});

const value = fc.oneof(
  fc.jsonValue(),
  fc.record({ S: fc.string() }),
  fc.constantFrom('userId = :u', ':u', '#a', 'SET a = :u', '(', '='),
);
const input = fc.dictionary(
  fc.constantFrom(
    'TableName',
    'Key',
    'Item',
    'KeyConditionExpression',
    'KeyConditions',
    'UpdateExpression',
    'ProjectionExpression',
    'FilterExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'RequestItems',
    'IndexName',
    'Select',
    'Limit',
    'ExclusiveStartKey',
    'ReturnValues',
    'AttributesToGet',
    '__proto__',
  ),
  value,
);
const keyed = fc.record(
  { ':u': value, '#a': value, userId: value, noteId: value, 'dev-notes': value },
  { requiredKeys: [] },
);

describe('whatever is sent', () => {
  const logger = recordingLogger();
  const blueprint = { ...emptyBlueprint, tables: [notes] };
  const dynamoDb = createDynamoDb({ blueprint, gate: () => callerFor('role/x', 'y'), logger, region });
  beforeAll(() => dynamoDb.ready());

  it('is answered, and refused as DynamoDB refuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(operations)), input, keyed, async (operation, given, nested) => {
        const nesting = {
          Key: nested,
          Item: nested,
          ExpressionAttributeValues: nested,
          ExpressionAttributeNames: nested,
        };
        const mixed = { TableName: notes.name, ...nesting, RequestItems: nested, ...given };
        for (const body of [given, mixed]) {
          const { status, body: answer } = await dynamoDb.handle(request(operation, JSON.stringify(body)));
          expect([200, 400]).toContain(status);
          expect(() => JSON.parse(answer.toString()) as unknown).not.toThrow();
        }
      }),
      { numRuns: 300 },
    );
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each(['', '[]', 'null', '1', '"x"', '{', '{"a":', '\u0000'])(
    'as a body like %j is answered with an exception',
    async (body) => {
      const answer = await dynamoDb.handle(request('PutItem', body));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body.toString())).toMatchObject({
        __type: expect.stringMatching(/#(Serialization|Validation)Exception$/) as string,
      });
    },
  );

  it.each(['constructor', '__proto__', 'toString', 'CreateTable', 'DeleteTable', 'putItem', ''])(
    'as the operation %j is refused',
    async (operation) => {
      const answer = await dynamoDb.handle(request(operation, '{}'));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body.toString())).toMatchObject({
        __type: 'com.amazon.coral.service#UnknownOperationException',
      });
    },
  );

  it.each(['a', '#', '#a', 'a(', 'a=', ':a=', ':a=('])(
    'an expression of nothing but %j is read in one go, before anybody has signed',
    async (part) => {
      const gate = () => {
        throw new AwsJsonError('MissingAuthenticationTokenException', 'Missing Authentication Token');
      };
      const closed = createDynamoDb({ blueprint, gate, logger: recordingLogger(), region });
      const expression = part.repeat(300_000);
      const query = { TableName: notes.name, KeyConditionExpression: expression, FilterExpression: expression };
      const { status, body } = await closed.handle(request('Query', JSON.stringify(query)));
      expect([status, body.toString()]).toEqual([
        400,
        '{"__type":"com.amazon.coral.service#MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
      ]);
    },
  );

  it('before it is ready is answered with a defect, not with an item', async () => {
    const early = createDynamoDb({
      blueprint,
      gate: () => callerFor('role/x', 'y'),
      logger: recordingLogger(),
      region,
    });
    const answer = await early.handle(request('ListTables', '{}'));
    expect(answer.status).toBe(500);
  });
});
