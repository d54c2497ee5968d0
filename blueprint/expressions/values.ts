/** What a Terraform expression evaluates to. Sets are lists here, objects and maps are one. */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap;

/** An object or map. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** Whether it is a list or set. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether it is an object or map. */
export function isMap(value: Value): value is ValueMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** What Terraform calls the type, with its article, for error texts. */
export function aType(value: Value): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  return isMap(value) ? 'an object' : `a ${typeof value}`;
}

/** Terraform's implicit conversion to a string, or `undefined` where there is none. */
export function toText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The order of Terraform's map keys and sets: by bytes of UTF-8. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
