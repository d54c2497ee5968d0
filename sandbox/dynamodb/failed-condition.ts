import type { Table } from '../../blueprint/model';
import { invalidReturnValues } from './errors';
import { asObject, type DynamoInput } from './expressions';
import type { Store, StoreAnswer } from './store';

const member = 'ReturnValuesOnConditionCheckFailure';

/** True where a write asks for the item that its condition was held against. */
export const asksForFailedItem = (input: DynamoInput): boolean => input[member] === 'ALL_OLD';

/** @throws {AwsJsonError} ValidationException for what is neither `ALL_OLD` nor `NONE` */
export function assertReturnValues(input: DynamoInput): void {
  const value = input[member];
  if (value !== undefined && value !== 'ALL_OLD' && value !== 'NONE') throw invalidReturnValues(value);
}

/**
 * Adds the item that was met to the refusal of a write whose condition failed, where the write asks for it: a client
 * whose first attempt was stored, but whose answer was lost, knows its own item by it. The store knows nothing of this.
 * Source: Amazon DynamoDB API Reference, PutItem, `ReturnValuesOnConditionCheckFailure`.
 */
export async function withFailedItem(
  store: Store,
  { table, input }: { readonly table: Table | undefined; readonly input: DynamoInput },
  own: StoreAnswer,
): Promise<StoreAnswer> {
  if (own.status !== 400 || table === undefined || !asksForFailedItem(input)) return own;
  const refusal = asObject(JSON.parse(own.body));
  if (!String(refusal['__type']).endsWith('#ConditionalCheckFailedException')) return own;
  const met = await store.call('GetItem', { TableName: table.name, Key: keyOf(table, input), ConsistentRead: true });
  const { Item } = asObject(JSON.parse(met.body));
  return Item === undefined ? own : { ...own, body: JSON.stringify({ ...refusal, Item }) };
}

function keyOf({ partitionKey, sortKey }: Table, input: DynamoInput): DynamoInput {
  const whole = asObject(input['Key'] ?? input['Item']);
  const names = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])].map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
}
