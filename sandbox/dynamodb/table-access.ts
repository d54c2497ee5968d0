import type { KeyAttribute, Table } from '../../blueprint/model';
import type { ConditionContext } from '../../iam/decision';
import { unsupportedTableName } from './errors';
import { asList, asObject, attributesNamed, equalityValues, type DynamoInput } from './expressions';
import { asksForFailedItem } from './failed-condition';

/** One thing that IAM is asked about. */
export interface TableAccess {
  /** ARN of a table or of an index. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** Where tables are. */
export interface TableDirectory {
  readonly region: string;
  readonly accountId: string;
  readonly tables: readonly Table[];
}

/**
 * No value of a key: stands where the partition key of a request is not known, so that a condition on
 * `dynamodb:LeadingKeys` cannot be met by leaving the key out.
 */
const unknownKey = '\0unknown';

/** All operations that the sandbox has, and what each asks of IAM, with DynamoDB's condition keys. */
export const operations: Readonly<
  Record<string, (directory: TableDirectory, input: DynamoInput) => readonly TableAccess[]>
> = {
  BatchGetItem: (directory, input) => batch(directory, input, keysOfBatchGet),
  BatchWriteItem: (directory, input) => batch(directory, input, keysOfBatchWrite),
  DeleteItem: (directory, input) => [oneItem(directory, input, 'Key')],
  DescribeTable: (directory, input) => [{ resource: resourceOf(directory, input), context: {} }],
  GetItem: (directory, input) => [withSelect(oneItem(directory, input, 'Key'), input)],
  ListTables: (directory) => [{ resource: resourceOf(directory, {}), context: {} }],
  PutItem: (directory, input) => [oneItem(directory, input, 'Item')],
  Query: (directory, input) => [query(directory, input)],
  Scan: (directory, input) => [withSelect({ resource: resourceOf(directory, input), context: common(input) }, input)],
  UpdateItem: (directory, input) => [oneItem(directory, input, 'Key')],
};

function oneItem(directory: TableDirectory, input: DynamoInput, member: 'Item' | 'Key'): TableAccess {
  const partitionKey = tableOf(directory, input['TableName'])?.partitionKey;
  const context = { ...common(input), 'dynamodb:LeadingKeys': leadingKeys(partitionKey, [input[member]]) };
  return { resource: resourceOf(directory, input), context };
}

function query(directory: TableDirectory, input: DynamoInput): TableAccess {
  const table = input['IndexName'] === undefined ? tableOf(directory, input['TableName']) : undefined;
  const values = table === undefined ? [] : equalityValues(input, table.partitionKey.name);
  const keys = values.map((value) => scalar(value, table?.partitionKey));
  const context = { ...common(input), 'dynamodb:LeadingKeys': keys.length === 0 ? [unknownKey] : keys };
  return withSelect({ resource: resourceOf(directory, input), context }, input);
}

interface BatchPart {
  readonly items: readonly unknown[];
  readonly attributes: readonly string[];
}

function batch(
  directory: TableDirectory,
  input: DynamoInput,
  partOf: (value: unknown) => BatchPart,
): readonly TableAccess[] {
  const tables = Object.entries(asObject(input['RequestItems']));
  if (tables.length === 0) return [{ resource: resourceOf(directory, {}), context: {} }];
  return tables.map(([name, value]) => {
    const { items, attributes } = partOf(value);
    const access = {
      resource: resourceOf(directory, { TableName: name }),
      context: {
        ...common(input),
        'dynamodb:LeadingKeys': leadingKeys(tableOf(directory, name)?.partitionKey, items),
        'dynamodb:Attributes': [...new Set([...attributes, ...items.flatMap((item) => Object.keys(asObject(item)))])],
      },
    };
    return partOf === keysOfBatchGet ? withSelect(access, asObject(value)) : access;
  });
}

function keysOfBatchGet(value: unknown): BatchPart {
  return { items: asList(asObject(value)['Keys']), attributes: attributesNamed(asObject(value)) };
}

function keysOfBatchWrite(value: unknown): BatchPart {
  const items = asList(value).map((write) => {
    const { PutRequest, DeleteRequest } = asObject(write);
    return PutRequest === undefined ? asObject(DeleteRequest)['Key'] : asObject(PutRequest)['Item'];
  });
  return { items, attributes: [] };
}

function leadingKeys(partitionKey: KeyAttribute | undefined, items: readonly unknown[]): readonly string[] {
  const keys = items.map((item) => scalar(partitionKey && asObject(item)[partitionKey.name], partitionKey));
  return keys.length === 0 ? [unknownKey] : [...new Set(keys)];
}

function scalar(value: unknown, key: KeyAttribute | undefined): string {
  const text = key === undefined ? undefined : asObject(value)[key.type];
  return typeof text === 'string' ? text : unknownKey;
}

function common(input: DynamoInput): ConditionContext {
  const attributes = attributesNamed(input);
  return {
    ...(attributes.length === 0 ? {} : { 'dynamodb:Attributes': attributes }),
    ...given(input, 'ReturnValues'),
    // A failed condition gives out the whole item, too: no policy that forbids ALL_OLD may be passed by it.
    ...(asksForFailedItem(input) ? { 'dynamodb:ReturnValues': 'ALL_OLD' } : {}),
    ...given(input, 'ReturnConsumedCapacity'),
  };
}

function given(input: DynamoInput, member: string): ConditionContext {
  const value = input[member];
  return typeof value === 'string' ? { [`dynamodb:${member}`]: value } : {};
}

/** What a read returns: as it says, or as DynamoDB understands it when it does not say. */
function withSelect({ resource, context }: TableAccess, input: DynamoInput): TableAccess {
  const { Select, ProjectionExpression, AttributesToGet } = input;
  const projects = ProjectionExpression !== undefined || AttributesToGet !== undefined;
  const select = typeof Select === 'string' ? Select : projects ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES';
  return { resource, context: { ...context, 'dynamodb:Select': select } };
}

/** A request without a table's name is asked about as one for all tables; the store refuses it afterwards. */
function resourceOf({ region, accountId }: TableDirectory, input: DynamoInput): string {
  const { TableName: name, IndexName: index } = input;
  if (typeof name === 'string' && name.includes(':')) throw unsupportedTableName(name);
  const table = `arn:aws:dynamodb:${region}:${accountId}:table/${typeof name === 'string' ? name : '*'}`;
  return typeof index === 'string' ? `${table}/index/${index}` : table;
}

/** The table of that name, where there is one. */
export const tableOf = ({ tables }: TableDirectory, name: unknown): Table | undefined =>
  tables.find((table) => table.name === name);
