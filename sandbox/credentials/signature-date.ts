/** `20150830T123600Z` of milliseconds since 1970. */
export const basicFormat = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d{3}Z$/, 'Z');

/**
 * Milliseconds since 1970 of a date as signers send it: ISO 8601's basic format or, in the `Date` header, that of
 * HTTP. `undefined` for anything else, and for days that no calendar has.
 */
export function parseSignatureDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts !== null) {
    const [, year, month, day, hour, minute, second] = parts;
    const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    // A day that does not exist is carried into the next month by some engines.
    return Number.isNaN(time) || basicFormat(time) !== text ? undefined : time;
  }
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
