import { isObject, membersOf, valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';

/** Blocks that Terraform makes of a list stand beside those that are written out. `dynamic` stays, for who must know. */
export function withDynamicBlocks(args: Arguments): Arguments {
  const made = membersOf(args['dynamic']).flatMap(([name, blocks]) =>
    valuesAt(blocks, 'content').map((content): readonly [string, unknown] => [name, content]),
  );
  const names = new Set([...Object.keys(args), ...made.map(([name]) => name)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const added = made.filter(([one]) => one === name).flatMap(([, content]) => content);
      const all = added.length === 0 ? args[name] : [args[name], ...added].flat().filter((one) => one !== undefined);
      return [name, name === 'dynamic' ? args[name] : expandWithin(all)];
    }),
  );
}

function expandWithin(value: unknown): unknown {
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).map(expandWithin);
  }
  return isObject(value) && value['dynamic'] !== undefined ? withDynamicBlocks(value) : value;
}
