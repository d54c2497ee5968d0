import { incoherent } from '../errors';
import type { KeyAttribute, Table } from '../model';
import type { Block } from '../resources/block-type';
import { located, refuseDuplicates, text } from './locate';
import type { World } from './world-view';

/** All DynamoDB tables. */
export function tables(world: World): readonly Table[] {
  const blocks = world.all('aws_dynamodb_table');
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  return blocks.map((block) => {
    const sortKey = block.arguments.optionalString('range_key');
    return {
      ...located(block),
      name: block.arguments.string('name'),
      arn: text(block, 'arn'),
      partitionKey: keyAttribute(block, block.arguments.string('hash_key')),
      sortKey: sortKey === undefined ? undefined : keyAttribute(block, sortKey),
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
