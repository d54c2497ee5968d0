import { compareText, isList, isMap, type Value } from './values';

/** JSON as Terraform's `jsonencode` writes it: keys in order, no spaces, and `<`, `>`, `&` and line separators escaped. */
export function encodeJson(value: Value): string {
  if (isList(value)) return `[${value.map(encodeJson).join(',')}]`;
  if (isMap(value)) {
    const members = Object.keys(value)
      .sort(compareText)
      .map((name) => `${scalar(name)}:${encodeJson(value[name] ?? null)}`);
    return `{${members.join(',')}}`;
  }
  return scalar(value);
}

function scalar(value: string | number | boolean | null): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
