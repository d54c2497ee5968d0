import { addressOf } from '../../blueprint/evaluation/applied-block';
import type { StackSource } from '../../blueprint/terraform/stack-source';
import type { Rename } from './symbolic-stacks';

/** Where Terraform takes the state of an old address to, as `moved` blocks say; any other address stays. */
export function movesOf(sources: readonly StackSource[]): Rename {
  const targets = new Map<string, string>();
  const present = new Set<string>();
  for (const { name, moved, blocks } of sources) {
    for (const block of blocks) present.add(`${name}:${addressOf(block)}`);
    for (const { from, to } of moved) {
      if (typeof from === 'string' && typeof to === 'string') targets.set(`${name}:${from}`, to);
    }
  }
  return (stack, address) => {
    let current = address;
    const seen = new Set<string>();
    // Terraform ignores a move away from an address that is declared still.
    while (!present.has(`${stack}:${current}`) && !seen.has(current)) {
      seen.add(current);
      current = targets.get(`${stack}:${current}`) ?? current;
    }
    return current;
  };
}
