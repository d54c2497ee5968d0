import type { ExternalClaims } from '../../../user-pools/federation/map-attributes';

/** Claims as text, for the attribute mapping: a list has several values, anything deeper is JSON. */
export function claimValues(claims: Readonly<Record<string, unknown>>): ExternalClaims {
  const values = Object.entries(claims).map(([name, value]) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return [name, list.filter((member) => member !== null && member !== undefined).map(textOf)] as const;
  });
  return new Map(values);
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
