import type { Block } from '../resources/block-type';

/** What a method and the blocks about it have in common. */
export function routeKey({ arguments: given }: Block): string {
  return `${given.string('http_method')} of resource ${given.string('resource_id')}`;
}
