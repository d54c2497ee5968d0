import { isJsonObject } from './json-object';
import type { JsonObject } from './json-object';

/** Closed: what was not taken for a JSON object. */
export type JsonFault = 'not-an-object' | 'duplicate-member';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const tokens = /"(?:[^"\\]|\\.)*"|[{}]|:/g;

/**
 * Parses bytes that must be one JSON object in UTF-8 without a duplicate member at any depth. Readers disagree on which of
 * two equal members counts, so that what one has checked is not what the next one sees (RFC 7519, section 4).
 */
export function parseStrictObject(bytes: Uint8Array): JsonObject | JsonFault {
  const text = decode(bytes);
  const value = text === undefined ? undefined : parse(text);
  if (text === undefined || !isJsonObject(value)) {
    return 'not-an-object';
  }
  return hasDuplicateMember(text) ? 'duplicate-member' : value;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not UTF-8: answered as a fault.
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text.
    return undefined;
  }
}

/** The text is known to be JSON: a string before a colon is a member's name, in the object that was opened last. */
function hasDuplicateMember(text: string): boolean {
  const open: Set<unknown>[] = [];
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') {
      open.push(new Set());
    } else if (token === '}') {
      open.pop();
    } else if (token === ':') {
      // Parsed, because `"sub"` and `"\u0073ub"` are one name.
      const name: unknown = JSON.parse(last);
      const members = open.at(-1);
      if (members?.has(name) === true) {
        return true;
      }
      members?.add(name);
    }
    last = token;
  }
  return false;
}
