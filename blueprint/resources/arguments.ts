import { invalidArgument, type Place } from '../errors';
import { isList, isMap, toText, type Value } from '../expressions/values';
import type { JsonObject } from '../model';

/** Gives an evaluated argument; null and absent are the same to Terraform, and `undefined` here. */
export type ArgumentSource = (name: string) => Value | undefined;

/** Typed access to the arguments of a block. Terraform's conversions apply; what does not fit is a `BlueprintError`. */
export class Arguments {
  constructor(
    private readonly place: Place,
    private readonly source: ArgumentSource,
    private readonly path = '',
  ) {}

  has(name: string): boolean {
    return this.source(name) !== undefined;
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw this.invalid(name, undefined, 'a string');
    return value;
  }

  optionalString(name: string): string | undefined {
    const value = this.source(name);
    if (value === undefined) return undefined;
    const text = toText(value);
    if (text === undefined) throw this.invalid(name, value, 'a string');
    return text;
  }

  optionalNumber(name: string): number | undefined {
    const value = this.source(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw this.invalid(name, value, 'a number');
    return number;
  }

  number(name: string, otherwise: number): number {
    return this.optionalNumber(name) ?? otherwise;
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.source(name);
    if (value === undefined) return otherwise;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.invalid(name, value, 'true or false');
  }

  /** One of a closed set of words. */
  word<Word extends string>(name: string, allowed: readonly Word[], otherwise?: Word): Word {
    const text = this.optionalString(name) ?? otherwise;
    const found = allowed.find((word) => word === text);
    if (found === undefined) throw this.invalid(name, text, allowed.join(', '));
    return found;
  }

  /** Empty where it is absent. */
  strings(name: string): readonly string[] {
    return this.optionalStrings(name) ?? [];
  }

  optionalStrings(name: string): readonly string[] | undefined {
    const value = this.source(name);
    if (value === undefined) return undefined;
    if (!isList(value)) throw this.invalid(name, value, 'a list of strings');
    return value.map((item) => {
      const text = toText(item);
      if (text === undefined) throw this.invalid(name, value, 'a list of strings');
      return text;
    });
  }

  /** Empty where it is absent. */
  stringMap(name: string): Readonly<Record<string, string>> {
    const value = this.source(name);
    if (value === undefined) return {};
    if (!isMap(value)) throw this.invalid(name, value, 'a map of strings');
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const text = toText(item);
        if (text === undefined) throw this.invalid(name, value, 'a map of strings');
        return [key, text];
      }),
    );
  }

  flagMap(name: string): Readonly<Record<string, boolean>> {
    return Object.fromEntries(
      Object.entries(this.stringMap(name)).map(([key, text]) => {
        if (text !== 'true' && text !== 'false') throw this.invalid(name, text, 'a map of true and false');
        return [key, text === 'true'];
      }),
    );
  }

  /** Nested blocks: an object is one, a list is several. */
  blocks(name: string): readonly Arguments[] {
    const value = this.source(name) ?? [];
    return (isList(value) ? value : [value]).map((item, at) => {
      if (!isMap(item)) throw this.invalid(name, item, 'a block');
      const path = isList(value) ? `${this.path}${name}[${at}].` : `${this.path}${name}.`;
      return new Arguments(
        this.place,
        (member) => (Object.hasOwn(item, member) ? (item[member] ?? undefined) : undefined),
        path,
      );
    });
  }

  /** A block that may be given once. */
  block(name: string): Arguments | undefined {
    const [first, second] = this.blocks(name);
    if (second !== undefined) throw this.invalid(name, this.source(name), 'one block at most');
    return first;
  }

  /** A JSON object in a string, such as a policy. */
  json(name: string): JsonObject {
    const text = this.string(name);
    const value = parsed(text);
    if (value === undefined) throw this.invalid(name, text, 'a JSON object in a string');
    return value;
  }

  /** The error for a value that does not fit, to be thrown. */
  invalid(name: string, value: unknown, allowed: string): Error {
    return invalidArgument(this.at(name), value, allowed);
  }

  at(name: string): Place {
    return { ...this.place, argument: `${this.path}${name}` };
  }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
