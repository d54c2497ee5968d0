import type { Json } from './stacks-on-disk';

/** Sets a member by its path, and makes what is missing on the way; `undefined` removes it. */
export function set(target: Record<string, Json>, path: readonly string[], value: Json | undefined): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(target, head);
    else target[head] = value;
    return;
  }
  const inner = target[head];
  const next = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  target[head] = next;
  set(next, rest, value);
}
