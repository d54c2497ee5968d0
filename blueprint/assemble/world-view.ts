import type { Block } from '../resources/block-type';
import type { Account } from '../terraform/account';

/** All blocks of all stacks, by type. */
export interface World {
  readonly account: Account;
  all(type: string): readonly Block[];
}
