import { isList, isMap, type Value } from '../../blueprint/expressions/values';
import type { Loss } from './model';
import type { Resource, Snapshot } from './snapshot';
import { type StatefulType, statefulTypes } from './stateful-types';

/** Everything that keeps state and would be destroyed or replaced, in the order of the places. */
export function findLosses(before: Snapshot, after: Snapshot): readonly Loss[] {
  const replaced = new Map<string, readonly string[]>();
  // A new pool has a new id, which replaces what hangs on it, and so on; each round finds the next that follow.
  for (let found = -1; found !== replaced.size;) {
    found = replaced.size;
    for (const [key, resource] of after.resources) {
      const reasons = reasonsOf(before.resources.get(key), resource, { after, replaced });
      if (reasons.length > 0) replaced.set(key, reasons);
    }
  }
  const losses = [...before.resources].flatMap(([key, resource]): readonly Loss[] => {
    const type = statefulTypes.get(resource.type);
    if (type === undefined) return [];
    const now = after.resources.get(key);
    if (now === undefined) {
      return [{ kind: 'destroyed', kept: type.kept, because: 'its address is gone', at: resource.at }];
    }
    const reasons = replaced.get(key);
    if (reasons !== undefined) {
      return [{ kind: 'replaced', kept: type.kept, because: reasons.join(' and '), at: now.at }];
    }
    return refused(type, resource, now);
  });
  return losses.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function placeOf({ at }: Loss): string {
  return `${at.stack} ${at.address}`;
}

interface Known {
  readonly after: Snapshot;
  readonly replaced: ReadonlyMap<string, readonly string[]>;
}

function reasonsOf(before: Resource | undefined, now: Resource, { after, replaced }: Known): readonly string[] {
  const type = statefulTypes.get(now.type);
  if (type === undefined || before === undefined) return [];
  return type.replacedBy.flatMap((path) => {
    const [old, value] = [before, now].map((resource) => canonical(at(resource, path)));
    if (old !== value && !wasOnlyLeftOut(path, value)) return [`${path} changed from ${old} to ${value}`];
    const source = symbolsIn(value ?? '').find((symbol) => isReplaced(now.stack, symbol, { after, replaced }));
    return source === undefined ? [] : [`${path} is of ${source.slice(2, -1)}, which is replaced`];
  });
}

/** Without the block the provider keeps what the pool has. */
function wasOnlyLeftOut(path: string, value: string | undefined): boolean {
  return path.includes('.') && value === 'null';
}

function isReplaced(stack: string, symbol: string, { after, replaced }: Known): boolean {
  const resource = after.named(stack, symbol);
  return resource !== undefined && replaced.has(`${resource.stack}:${resource.address}`);
}

function symbolsIn(text: string): readonly string[] {
  return text.match(/\$\{[^}]+\}/g) ?? [];
}

function at(resource: Resource, path: string): Value {
  let value: Value | undefined = resource.values;
  for (const name of path.split('.')) {
    const holder: Value | undefined = value !== undefined && isList(value) ? value[0] : value;
    value = holder !== undefined && isMap(holder) ? holder[name] : undefined;
  }
  return value ?? null;
}

/** Sets and blocks without an order; an empty one is like none. */
function canonical(value: Value): string {
  if (isList(value)) {
    return value.length === 0 ? 'null' : `[${value.map(canonical).toSorted().join(',')}]`;
  }
  if (!isMap(value)) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return `{${members
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .toSorted()
    .join(',')}}`;
}

function refused({ kept, keepsForever }: StatefulType, before: Resource, now: Resource): readonly Loss[] {
  if (keepsForever === undefined) return [];
  const { block, name } = keepsForever;
  const [old, current] = [before, now].map((resource) => membersOf(resource, block, name));
  return [...(old ?? [])].flatMap(([member, text]) => {
    if (current?.get(member) === text) return [];
    const how = current?.has(member) === true ? 'changed' : 'was taken out';
    return [{ kind: 'refused', kept, because: `${block} "${member}" ${how}`, at: now.at }];
  });
}

function membersOf({ values }: Resource, block: string, name: string): ReadonlyMap<string, string> {
  const value = values[block] ?? [];
  const members = (isList(value) ? value : [value]).filter(isMap);
  return new Map(members.map((member) => [String(member[name]), canonical(member)]));
}
