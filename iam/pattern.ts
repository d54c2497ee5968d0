const anyText: unique symbol = Symbol('*');
const anyCharacter: unique symbol = Symbol('?');

/** A pattern, character by character; a character that is a string stands for itself alone. */
export type Pattern = readonly (string | typeof anyText | typeof anyCharacter)[];

/** Reads `*` as any text, empty or with slashes and colons, and `?` as exactly one character. */
export function wildcardPattern(text: string): Pattern {
  return Array.from(text, (character) => {
    if (character === '*') return anyText;
    return character === '?' ? anyCharacter : character;
  });
}

/** A pattern without wildcards. */
export function literalPattern(text: string): Pattern {
  return Array.from(text);
}

/**
 * Whether the whole text matches the whole pattern. It returns to the latest `*` only, so the time is at most the
 * product of both lengths, whatever a policy's author or a caller writes.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text);
  let position = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < characters.length) {
    const token = pattern[position];
    if (token === anyText) {
      star = position++;
      starAt = at;
    } else if (token !== undefined && (token === anyCharacter || token === characters[at])) {
      position++;
      at++;
    } else if (star >= 0) {
      position = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (pattern[position] === anyText) position++;
  return position === pattern.length;
}
