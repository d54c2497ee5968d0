import { badManifest } from './errors';
import { isObject } from './plan-json';

/** The stacks of a manifest, each after those that it reads. Otherwise by name, so that two runs agree. */
export function stackOrder(manifest: string): readonly string[] {
  const dependencies = readDependencies(manifest);
  const order: string[] = [];
  const visit = (stack: string, path: readonly string[]): void => {
    if (order.includes(stack)) return;
    if (path.includes(stack)) throw badManifest(`has a cycle: ${[...path, stack].join(' -> ')}`);
    const needed = dependencies.get(stack);
    if (needed === undefined) throw badManifest(`has a stack that depends on "${stack}", which it does not hold`);
    for (const before of needed) visit(before, [...path, stack]);
    order.push(stack);
  };
  for (const stack of [...dependencies.keys()].sort()) visit(stack, []);
  return order;
}

function readDependencies(manifest: string): ReadonlyMap<string, readonly string[]> {
  const value: unknown = JSON.parse(manifest);
  const stacks = isObject(value) ? value['stacks'] : undefined;
  if (!isObject(stacks) || Object.keys(stacks).length === 0) throw badManifest('names no stacks');
  return new Map(
    Object.entries(stacks).map(([name, entry]) => {
      const needed = isObject(entry) ? entry['dependencies'] : undefined;
      if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw badManifest(`has the unusable stack name ${JSON.stringify(name)}`);
      if (!Array.isArray(needed) || !needed.every((one) => typeof one === 'string')) {
        throw badManifest(`does not say on which stacks ${name} depends`);
      }
      return [name, [...needed].sort()];
    }),
  );
}
