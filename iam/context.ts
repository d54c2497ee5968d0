import type { ConditionContext } from './decision';

/** The values of a condition key, whatever its case; `undefined` where the request has no such key. */
export type ContextLookup = (key: string) => readonly string[] | undefined;

/** Keys that differ in case alone are one key: their values are joined, so none can hide another. */
export function contextLookup(context: ConditionContext): ContextLookup {
  const values = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(context)) {
    const name = key.toLowerCase();
    values.set(name, [...(values.get(name) ?? []), ...(typeof value === 'string' ? [value] : value)]);
  }
  return (key) => values.get(key.toLowerCase());
}
