import { isObject, textAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { first, rulesOf } from './judges';
import type { AwsRefusal } from './model';

const descriptors = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS']);

/** As the DynamoDB developer guide has it: 400 KB, names included. */
const largestItem = 400 * 1024;

/** Items that Terraform writes, as the DynamoDB API reference (PutItem) has them. */
export const tableItemRefusals: readonly AwsRefusal[] = rulesOf('aws_dynamodb_table_item', [
  {
    id: 'dynamodb-item-json',
    argument: 'item',
    rule: 'an item is a JSON object of attributes, each with one type: {"group":{"S":"readers"}}.',
    whatToDo: 'Write the types down.',
    judge: (args, argument) => first(textsAt(args, argument).filter((text) => attributesIn(text) === undefined)),
  },
  {
    id: 'dynamodb-item-key',
    argument: 'item',
    rule: 'an item has a value for each key of its table.',
    whatToDo: 'Add the attribute that hash_key and range_key name.',
    judge: (args, argument) =>
      first(textsAt(args, argument).filter((text) => keysOf(args).some((key) => !hasValue(attributesIn(text), key)))),
  },
  {
    id: 'dynamodb-item-size',
    argument: 'item',
    rule: 'an item is at most 400 KB.',
    whatToDo: 'Split it.',
    judge: (args, argument) => first(textsAt(args, argument).filter((text) => Buffer.byteLength(text) > largestItem)),
  },
  {
    id: 'dynamodb-item-twice',
    argument: 'item',
    rule: 'an item of a table is written by one resource; the second would overwrite the first.',
    whatToDo: 'Merge the two.',
    judge: (args, argument, { self, stack }) =>
      first(
        textsAt(args, argument).filter((text) =>
          stack.resources.some(
            (other) =>
              other.type === self.type &&
              other.address < self.address &&
              other.args['table_name'] === args['table_name'] &&
              textsAt(other.args, argument).some((written) => isSameKey(args, written, text)),
          ),
        ),
      ),
  },
]);

function attributesIn(text: string): Arguments | undefined {
  const item = readJson(text);
  return isObject(item) && Object.values(item).every(isTyped) ? item : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is reported as such by the rule.
    return undefined;
  }
}

function isTyped(value: unknown): boolean {
  const types = isObject(value) ? Object.keys(value) : [];
  return types.length === 1 && types.every((type) => descriptors.has(type));
}

function keysOf(args: Arguments): readonly string[] {
  return ['hash_key', 'range_key'].flatMap((argument) => textAt(args, argument) ?? []);
}

/** What is no item at all is the other rule's. */
function hasValue(item: Arguments | undefined, key: string): boolean {
  const value = item?.[key];
  return (
    item === undefined ||
    (isObject(value) && ['S', 'N', 'B'].some((type) => value[type] !== undefined && value[type] !== ''))
  );
}

function isSameKey(args: Arguments, one: string, other: string): boolean {
  const [left, right] = [attributesIn(one), attributesIn(other)];
  const keys = keysOf(args);
  return (
    keys.length > 0 &&
    left !== undefined &&
    right !== undefined &&
    keys.every((key) => JSON.stringify(left[key]) === JSON.stringify(right[key]))
  );
}
