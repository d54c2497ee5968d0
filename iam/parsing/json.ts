import type { PolicyFault } from '../errors';
import { PolicyError } from '../errors';

/** A JSON object whose members are not yet understood. */
export type JsonMembers = Readonly<Record<string, unknown>>;

/** Refuses all but an object with known members; `code` is for what is no object at all. */
export function membersOf(value: unknown, place: string, known: readonly string[]): JsonMembers {
  if (!isObject(value)) {
    throw new PolicyError('document-type', { place, found: value, allowed: `an object with ${known.join(', ')}` });
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) {
      throw new PolicyError('unknown-member', { place: `${place}, a member`, found: name, allowed: known.join(', ') });
    }
  }
  return value;
}

/** One text or a list of texts, as a list. Empty lists are refused: they make a statement that says nothing. */
export function textList(value: unknown, place: string, empty: PolicyFault): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new PolicyError(empty, { place, found: value, allowed: 'at least one value' });
  return list.map((item) => {
    if (typeof item === 'string') return item;
    throw new PolicyError('member-type', { place, found: item, allowed: 'a text or a list of texts' });
  });
}

/** One of two members that exclude each other, with its name; `undefined` where neither is there. */
export function oneOf(
  members: JsonMembers,
  names: readonly [plain: string, negated: string],
  place: string,
): { readonly name: string; readonly negated: boolean; readonly value: unknown } | undefined {
  const [plain, negated] = names;
  if (members[plain] !== undefined && members[negated] !== undefined) {
    throw new PolicyError('exclusive-members', {
      place,
      found: members,
      allowed: `${plain} or ${negated}, not both`,
    });
  }
  if (members[plain] !== undefined) return { name: plain, negated: false, value: members[plain] };
  return members[negated] === undefined ? undefined : { name: negated, negated: true, value: members[negated] };
}

/** True for objects that are neither null nor lists. */
export function isObject(value: unknown): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
