import type { Block } from '../resources/block-type';

/** The tags of a resource: those that the provider gives to all, and its own, which go before. */
export function tagsOf(block: Block): Readonly<Record<string, string>> {
  return { ...block.defaultTags, ...block.arguments.stringMap('tags') };
}
