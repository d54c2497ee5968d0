import type { ResolvedResource, ResolvedStack } from '../../constructs/checks/resolved-stack';
import type { Arguments } from '../../constructs/checks/terraform-values';

/** A stack of resources `<type>.it`, `<type>.it2`, …, as if synthesized. */
export function stackOf(...resources: readonly (readonly [type: string, args: Arguments])[]): ResolvedStack {
  const seen = new Map<string, number>();
  return {
    name: 'stack',
    dataSources: [],
    resources: resources.map(([type, args]): ResolvedResource => {
      const count = (seen.get(type) ?? 0) + 1;
      seen.set(type, count);
      return { type, args, address: `${type}.it${count === 1 ? '' : count}`, construct: undefined };
    }),
  };
}
