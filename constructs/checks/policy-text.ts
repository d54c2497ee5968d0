import { isObject, markReferences, referencePlaceholder } from './terraform-values';
import type { Arguments } from './terraform-values';

/**
 * A policy as far as it is known now. `unknown`: an expression makes the whole, or the structure. `unreadable`: no JSON
 * object, whatever the references become, or one with a member twice, of which readers take either.
 */
export type ReadPolicy =
  | { readonly kind: 'read'; readonly document: Arguments }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreadable' };

/**
 * Reads a policy given as JSON text with references inside; each of them is a placeholder in what is read, marked where it
 * may become anything.
 */
export function readPolicy(policy: unknown): ReadPolicy {
  if (typeof policy !== 'string') {
    return { kind: 'unreadable' };
  }
  const text = markReferences(policy);
  const document = parse(text);
  if (isObject(document) && countMembers(document) === countWritten(text)) {
    return { kind: 'read', document };
  }
  return { kind: text.includes(referencePlaceholder) && document === undefined ? 'unknown' : 'unreadable' };
}

/** The statements of a policy; AWS takes one without a list. */
export function statementsOf(document: Arguments): readonly Arguments[] {
  return listOf(document['Statement']).filter(isObject);
}

/** A member that may be one value or a list. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Texts of a member that hold no reference. */
export function knownTexts(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === 'string' && !one.includes(referencePlaceholder)) as string[];
}

/** Texts of a member with placeholders where references are. */
export function allTexts(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === 'string');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function countMembers(value: unknown): number {
  const inside = Array.isArray(value) ? (value as readonly unknown[]) : isObject(value) ? Object.values(value) : [];
  const own = isObject(value) ? inside.length : 0;
  return inside.reduce<number>((sum, one) => sum + countMembers(one), own);
}

/** Outside of its texts, JSON has a colon for each member. */
function countWritten(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/gs, '').split(':').length - 1;
}
