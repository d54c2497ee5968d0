import { createHash } from 'node:crypto';
import type { BlueprintError } from '../errors';
import { encodeJson } from './encode-json';
import { compareText, isList, isMap, toText, aType, type Value } from './values';

/** Makes the error for a call that cannot be evaluated. */
export type Complain = (problem: string) => BlueprintError;

type TerraformFunction = (operands: readonly Value[], complain: Complain) => Value;

/** Terraform's functions, with Terraform's results. One that is not here is refused where it is called. */
export const functions: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ['concat', (operands, complain) => operands.flatMap((_, at) => list(operands, at, complain))],
  ['element', element],
  ['format', format],
  ['join', join],
  ['jsondecode', jsonDecode],
  ['jsonencode', (operands, complain) => encodeJson(only(operands, complain))],
  ['lower', (operands, complain) => onlyText(operands, complain).toLowerCase()],
  ['replace', replace],
  ['sha1', (operands, complain) => hash('sha1', onlyText(operands, complain))],
  ['sha256', (operands, complain) => hash('sha256', onlyText(operands, complain))],
  ['split', split],
  ['tolist', (operands, complain) => list([only(operands, complain)], 0, complain)],
  ['toset', toSet],
  ['tostring', toStringValue],
  ['upper', (operands, complain) => onlyText(operands, complain).toUpperCase()],
]);

function only(operands: readonly Value[], complain: Complain): Value {
  return exactly(operands, 1, complain)[0] ?? null;
}

function exactly(operands: readonly Value[], count: number, complain: Complain): readonly Value[] {
  if (operands.length !== count) throw complain(`it takes ${count} argument(s), and is given ${operands.length}`);
  return operands;
}

function text(operands: readonly Value[], at: number, complain: Complain): string {
  const value = operands[at] ?? null;
  const converted = toText(value);
  if (converted === undefined) throw complain(`argument ${at + 1} must be a string, and is ${aType(value)}`);
  return converted;
}

function onlyText(operands: readonly Value[], complain: Complain): string {
  return text(exactly(operands, 1, complain), 0, complain);
}

function list(operands: readonly Value[], at: number, complain: Complain): readonly Value[] {
  const value = operands[at] ?? null;
  if (!isList(value)) throw complain(`argument ${at + 1} must be a list, and is ${aType(value)}`);
  return value;
}

function texts(values: readonly Value[], complain: Complain): readonly string[] {
  return values.map((value) => {
    const converted = toText(value);
    if (converted === undefined) throw complain(`its lists must hold strings, and one holds ${aType(value)}`);
    return converted;
  });
}

function element(operands: readonly Value[], complain: Complain): Value {
  exactly(operands, 2, complain);
  const items = list(operands, 0, complain);
  const position = operands[1];
  if (typeof position !== 'number' || !Number.isInteger(position) || position < 0) {
    throw complain('argument 2 must be a whole number that is not negative');
  }
  const found = items[position % items.length];
  if (found === undefined) throw complain('the list is empty');
  return found;
}

function join(operands: readonly Value[], complain: Complain): Value {
  if (operands.length < 2) throw complain('it takes a separator and at least one list');
  const items = operands.slice(1).flatMap((_, at) => list(operands, at + 1, complain));
  return texts(items, complain).join(text(operands, 0, complain));
}

function split(operands: readonly Value[], complain: Complain): Value {
  exactly(operands, 2, complain);
  return text(operands, 1, complain).split(text(operands, 0, complain));
}

function replace(operands: readonly Value[], complain: Complain): Value {
  exactly(operands, 3, complain);
  const search = text(operands, 1, complain);
  if (search === '') throw complain('there is nothing to search for');
  if (search.length > 1 && search.startsWith('/') && search.endsWith('/')) {
    throw complain('regular expressions are not supported');
  }
  return text(operands, 0, complain)
    .split(search)
    .join(text(operands, 2, complain));
}

function format(operands: readonly Value[], complain: Complain): Value {
  let used = 0;
  const result = text(operands, 0, complain).replace(/%(.?)/gs, (verb, letter: string) => {
    if (letter === '%') return '%';
    used++;
    if (used >= operands.length) throw complain(`"${verb}" has no argument`);
    if (letter === 's' || letter === 'v') return text(operands, used, complain);
    const value = operands[used];
    if (letter === 'd' && typeof value === 'number' && Number.isInteger(value)) return String(value);
    throw complain(
      `"${verb}" is not supported for argument ${used + 1}; supported: %s, %v, %d with a whole number, %%`,
    );
  });
  if (used !== operands.length - 1) throw complain('it is given more arguments than its format has verbs');
  return result;
}

function jsonDecode(operands: readonly Value[], complain: Complain): Value {
  const source = onlyText(operands, complain);
  try {
    return JSON.parse(source) as Value;
  } catch {
    throw complain('the text is not JSON');
  }
}

function toSet(operands: readonly Value[], complain: Complain): Value {
  const items = texts(list([only(operands, complain)], 0, complain), complain);
  return [...new Set(items)].sort(compareText);
}

function toStringValue(operands: readonly Value[], complain: Complain): Value {
  const value = only(operands, complain);
  if (value === null) return null;
  if (isMap(value) || isList(value)) throw complain(`${aType(value)} cannot become a string`);
  return String(value);
}

function hash(algorithm: 'sha1' | 'sha256', source: string): string {
  return createHash(algorithm).update(source).digest('hex');
}
