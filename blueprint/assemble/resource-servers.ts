import type { ResourceServer } from '../model/user-pools';
import { scopeIdentifiers } from '../resources/cognito-user-pools';
import type { Block } from '../resources/block-type';
import { located, refuseDuplicates } from './locate';

/** The resource servers of one user pool. */
export function resourceServers(blocks: readonly Block[]): readonly ResourceServer[] {
  refuseDuplicates(blocks, (block) => block.arguments.string('identifier'));
  return blocks.map((block) => ({
    ...located(block),
    identifier: block.arguments.string('identifier'),
    name: block.arguments.string('name'),
    scopes: scopeIdentifiers(block),
  }));
}
