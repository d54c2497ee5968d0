import { incoherent, invalidArgument } from '../errors';
import type { Located } from '../model/located';
import type { Block } from '../resources/block-type';

/** Where a block stands, for the model. */
export function located({ stack, address }: Block): Located {
  return { stack, address };
}

/** An attribute that is always a string. */
export function text(block: Block, attribute: string): string {
  const value = block.attribute(attribute);
  if (typeof value !== 'string') throw invalidArgument({ ...located(block), argument: attribute }, value, 'a string');
  return value;
}

/** AWS refuses a second thing of the same name; here it would shadow the first. */
export function refuseDuplicates(blocks: readonly Block[], nameOf: (block: Block) => string): void {
  const seen = new Map<string, Block>();
  for (const block of blocks) {
    const name = nameOf(block);
    const first = seen.get(name);
    if (first !== undefined) {
      throw incoherent(
        located(block),
        `${JSON.stringify(name)} is already taken by ${first.address} of stack "${first.stack}"`,
        'Give one of them another name',
      );
    }
    seen.set(name, block);
  }
}

/** What a block asks for by `argument`, or an error that names both sides. */
export function partner<Thing>(
  block: Block,
  argument: string,
  { find, kind }: { readonly find: (value: string) => Thing | undefined; readonly kind: string },
): Thing {
  const value = block.arguments.string(argument);
  const found = find(value);
  if (found !== undefined) return found;
  throw incoherent(
    block.arguments.at(argument),
    `${JSON.stringify(value)} is no ${kind} of these stacks`,
    `Refer to a ${kind} that is synthesized with them`,
  );
}

/** The first block whose attribute has a value. They are looked through at the first question, and once. */
export function byAttribute(blocks: readonly Block[], attribute: string): (value: string) => Block | undefined {
  let index: ReadonlyMap<unknown, Block> | undefined;
  return (value) => {
    // Of two with one value the first wins, so the last to be set is the first.
    index ??= new Map(blocks.toReversed().map((block) => [block.attribute(attribute), block]));
    return index.get(value);
  };
}

/** Blocks by a name that several may share, each list in their order. */
export function groupedBy(
  blocks: readonly Block[],
  nameOf: (block: Block) => string,
): ReadonlyMap<string, readonly Block[]> {
  const groups = new Map<string, Block[]>();
  for (const block of blocks) {
    const name = nameOf(block);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [block]);
    else group.push(block);
  }
  return groups;
}
