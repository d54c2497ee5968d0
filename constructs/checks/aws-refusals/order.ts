import type { ResolvedResource, ResolvedStack } from '../resolved-stack';
import type { Arguments } from '../terraform-values';

/** Addresses that Terraform makes before this one: what it refers to or depends on, and what those do. */
export function comeBefore(self: ResolvedResource, { resources }: ResolvedStack): ReadonlySet<string> {
  const byAddress = new Map(resources.map((one) => [one.address, one]));
  const found = new Set<string>();
  const waiting = [self];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const address of namesIn(next.args)) {
      const named = byAddress.get(address);
      if (named === undefined || found.has(address)) continue;
      found.add(address);
      waiting.push(named);
    }
  }
  return found;
}

/** The first two parts of every dotted word: `aws_x.name` of `${aws_x.name.id}`. */
function namesIn(args: Arguments): readonly string[] {
  return JSON.stringify(args)
    .split(/[^\w.-]+/)
    .map((word) => word.split('.').slice(0, 2).join('.'));
}
