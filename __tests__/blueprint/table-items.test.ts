import { readBlueprint } from '../../blueprint/read-blueprint';
import { failureOf } from './support/failure';
import { changedPattern, type Change } from './support/pattern-stack';
import type { Json } from './support/stacks-on-disk';

const items = 'resource.aws_dynamodb_table_item';
const item = (changes: Readonly<Record<string, Json>> = {}, content: Json = { id: { S: 'admins' } }): Json => ({
  table_name: '${aws_dynamodb_table.table.name}',
  hash_key: '${aws_dynamodb_table.table.hash_key}',
  item: JSON.stringify(content),
  ...changes,
});
const read = (...changes: readonly Change[]) => readBlueprint({ outputFolder: changedPattern(...changes) });

test('the items of a table are read with their types, and with what they refer to', () => {
  const content = { id: { S: 'admins' }, role: { S: '${aws_iam_role.run.name}' }, level: { N: '7' } };
  const [table] = read(
    [`${items}.admins`, item({}, content)],
    [`${items}.readers`, item({}, { id: { S: 'readers' } })],
  ).tables;
  expect(table?.items).toEqual([
    {
      stack: 'pattern',
      address: 'aws_dynamodb_table_item.admins',
      attributes: { id: { S: 'admins' }, role: { S: 'run' }, level: { N: '7' } },
    },
    { stack: 'pattern', address: 'aws_dynamodb_table_item.readers', attributes: { id: { S: 'readers' } } },
  ]);
});

test('a table without items has none', () => {
  expect(read().tables.map((table) => table.items)).toEqual([[]]);
});

const sorted: readonly Change[] = [
  ['resource.aws_dynamodb_table.table.range_key', 'at'],
  [
    'resource.aws_dynamodb_table.table.attribute',
    [
      { name: 'id', type: 'S' },
      { name: 'at', type: 'N' },
    ],
  ],
];

test('items that differ in the second part of their key stand beside each other', () => {
  const at = (time: string) => item({ range_key: 'at' }, { id: { S: 'a' }, at: { N: time } });
  expect(read(...sorted, [`${items}.one`, at('1')], [`${items}.two`, at('2')]).tables[0]?.items).toHaveLength(2);
});

test.each<readonly [what: string, changes: readonly Change[], failure: readonly [string, string]]>([
  [
    'of a table that is not there',
    [[`${items}.a`, item({ table_name: 'other' })]],
    ['incoherent', 'argument "table_name": "other" is no table of these stacks.'],
  ],
  [
    'under another key',
    [[`${items}.a`, item({ hash_key: 'name' })]],
    ['incoherent', 'argument "hash_key": the table\'s key is id. Name the same.'],
  ],
  [
    'under a second key that the table has not',
    [[`${items}.a`, item({ range_key: 'at' })]],
    ['incoherent', 'argument "range_key": the table\'s key is id. Name the same.'],
  ],
  [
    'without the second part of the key',
    [...sorted, [`${items}.a`, item({}, { id: { S: 'a' }, at: { N: '1' } })]],
    ['incoherent', 'argument "range_key": the table\'s key is id and at. Name the same.'],
  ],
  ...([{}, { id: { N: '1' } }, { id: 'admins' }, { id: { S: '' } }, { id: { S: 'a', N: '1' } }] as readonly Json[]).map(
    (content) =>
      [
        `whose key is ${JSON.stringify(content)}`,
        [[`${items}.a`, item({}, content)]] as const,
        ['invalid-argument', 'Allowed: the key as {"id": {"S": "…"}}.'] as const,
      ] as const,
  ),
  [
    'that is no JSON',
    [[`${items}.a`, item({ item: 'admins' })]],
    ['invalid-argument', 'argument "item": is "admins". Allowed: a JSON object in a string.'],
  ],
  [
    'that is there already',
    [
      [`${items}.a`, item()],
      [`${items}.b`, item({}, { id: { S: 'admins' }, more: { S: 'x' } })],
    ],
    ['incoherent', 'is already taken by aws_dynamodb_table_item.a of stack "pattern".'],
  ],
])('an item %s is refused', (_, changes, [code, message]) => {
  expect(failureOf(() => read(...changes))).toEqual([code, expect.stringContaining(message)]);
});
