/** Longer than the attribute can be; what is longer did not come from the user pool. */
const longest = 2048;

/**
 * The groups in an attribute that an identity provider filled, in any of the three forms in which a user pool writes it:
 * one value as it is, several as `[a, b]`, or as a JSON list.
 *
 * @returns each once; none where the text is none of these
 */
export function readProviderGroups(text: string | undefined): readonly string[] {
  if (text === undefined || text.length > longest) {
    return [];
  }
  const trimmed = text.trim();
  const list = trimmed.startsWith('[') && trimmed.endsWith(']');
  const groups = list ? (readJsonList(trimmed) ?? trimmed.slice(1, -1).split(',')) : [trimmed];
  return [...new Set(groups.map((group) => group.trim()).filter((group) => group !== ''))];
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
