/** Longer than the attribute can be; what is longer did not come from the user pool. */
const longest = 2048;

/**
 * The groups in an attribute that an identity provider filled: one value as it is, several as `[a, b]`, each encoded like
 * a form, or as a JSON list. A single group whose own name begins and ends with brackets cannot be told from a list, so a
 * provider should send ids. Source: Cognito developer guide, mapping identity provider attributes.
 *
 * @returns each once; none where the text is none of these
 */
export function readProviderGroups(text: string | undefined): readonly string[] {
  if (text === undefined || text.length > longest) {
    return [];
  }
  const list = text.startsWith('[') && text.endsWith(']');
  const groups = list ? (readJsonList(text) ?? text.slice(1, -1).split(',').map(decode)) : [text];
  // To the letter: with a space before it, it is another group, which may be anybody's.
  return [...new Set(groups.filter((group) => group !== ''))];
}

/** Without the spaces of the list, not those of the group. Nothing where it is no encoded text. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.trim().replaceAll('+', ' '));
  } catch {
    // Not written by a user pool; a group that cannot be read gives nothing.
    return '';
  }
}

function readJsonList(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((member) => typeof member === 'string') ? value : undefined;
  } catch {
    // Then it is the form without quotes.
    return undefined;
  }
}
