import { orderedOperators } from './ordered-operators';

const dateOnly = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const dateAndTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const epochSeconds = /^-?\d+(?:\.\d+)?$/;

/** The W3C's profile of ISO 8601 (a time names its zone; four digits are a year), or seconds since 1970. */
export const dateOperators = orderedOperators({
  prefix: 'Date',
  allowed: 'a date such as 2026-01-31T12:00:00Z or 2026-01-31, or seconds since 1970',
  parse: milliseconds,
});

function milliseconds(text: string): number | undefined {
  const isDate = dateOnly.test(text) || dateAndTime.test(text);
  if (!isDate && !epochSeconds.test(text)) return undefined;
  const time = isDate ? Date.parse(text) : Number(text) * 1000;
  return Number.isNaN(time) ? undefined : time;
}
