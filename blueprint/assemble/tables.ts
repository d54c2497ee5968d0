import { incoherent } from '../errors';
import type { JsonObject, KeyAttribute, Table, TableItem } from '../model';
import type { Block } from '../resources/block-type';
import { located, partner, refuseDuplicates, text } from './locate';
import type { World } from './world-view';

/** All DynamoDB tables with what the stacks put into them. */
export function tables(world: World): readonly Table[] {
  const blocks = world.all('aws_dynamodb_table');
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  const itemsOf = itemsByTable(world, blocks);
  return blocks.map((block) => {
    const sortKey = block.arguments.optionalString('range_key');
    const keys = {
      partitionKey: keyAttribute(block, block.arguments.string('hash_key')),
      sortKey: sortKey === undefined ? undefined : keyAttribute(block, sortKey),
    };
    return {
      ...located(block),
      name: block.arguments.string('name'),
      arn: text(block, 'arn'),
      ...keys,
      items: tableItems(itemsOf(block), keys),
    };
  });
}

function keyAttribute(block: Block, name: string): KeyAttribute {
  const declared = block.arguments.blocks('attribute').find((attribute) => attribute.string('name') === name);
  if (declared === undefined) {
    throw incoherent(
      located(block),
      `the key ${JSON.stringify(name)} is declared by no attribute block`,
      'Declare it with its type',
    );
  }
  return { name, type: declared.word('type', ['S', 'N', 'B']) };
}

function itemsByTable(world: World, tableBlocks: readonly Block[]): (table: Block) => readonly Block[] {
  const find = (name: string) => tableBlocks.find((block) => block.arguments.string('name') === name);
  const items = world
    .all('aws_dynamodb_table_item')
    .map((block) => ({ block, table: partner(block, 'table_name', { find, kind: 'table' }) }));
  return (table) => items.filter((item) => item.table === table).map(({ block }) => block);
}

type Keys = Pick<Table, 'partitionKey' | 'sortKey'>;

function tableItems(blocks: readonly Block[], keys: Keys): readonly TableItem[] {
  refuseDuplicates(blocks, (block) => JSON.stringify(keyValues(block, keys)));
  return blocks.map((block) => ({ ...located(block), attributes: block.arguments.json('item') }));
}

/** Terraform itself reads the key from the item, and would look for an item of another key afterwards. */
function keyValues(block: Block, { partitionKey, sortKey }: Keys): readonly unknown[] {
  const given = block.arguments;
  const named = [given.string('hash_key'), given.optionalString('range_key')];
  const wanted = [partitionKey.name, sortKey?.name];
  const at = named.findIndex((name, index) => name !== wanted[index]);
  if (at !== -1) {
    throw incoherent(
      given.at(at === 0 ? 'hash_key' : 'range_key'),
      `the table's key is ${wanted.filter((name) => name !== undefined).join(' and ')}`,
      'Name the same',
    );
  }
  const item = given.json('item');
  return [partitionKey, sortKey].flatMap((key) => (key === undefined ? [] : [keyValue(block, item, key)]));
}

function keyValue(block: Block, item: JsonObject, { name, type }: KeyAttribute): unknown {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  const text = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [[found, content] = []] = text;
  if (text.length === 1 && found === type && typeof content === 'string' && content !== '') return content;
  throw block.arguments.invalid('item', value, `the key as {"${name}": {"${type}": "…"}}`);
}
