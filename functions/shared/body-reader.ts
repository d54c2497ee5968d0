import { RefusedRequestError } from './errors';
import type { ApiEvent } from './event';
import { readContent } from './read-content';

/** Bounds of a text, in characters. */
export interface TextBounds {
  readonly least: number;
  readonly most: number;
}

/** Bounds of a whole number. */
export interface NumberBounds {
  readonly least: number;
  readonly most: number;
}

/** Reads the members of a JSON body one by one and reports all faults together; a fault never repeats a value. */
export class BodyReader {
  readonly #faults: string[] = [];
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #read = new Set<string>();

  /**
   * @param what the body is, for refusals
   * @throws RefusedRequestError 400 for a body that is no JSON object
   */
  constructor(event: Pick<ApiEvent, 'body' | 'isBase64Encoded'>, what: string) {
    this.#members = parseObject(readContent(event, what), what);
  }

  /** A text without control characters. */
  text(member: string, { least, most }: TextBounds): string {
    const value = this.#take(member);
    const length = typeof value === 'string' ? [...value].length : -1;
    if (typeof value !== 'string' || length < least || length > most || /\p{Cc}/u.test(value)) {
      this.#faults.push(`${member} is a text of ${least} to ${most} characters, none of them a control character`);
      return '';
    }
    return value;
  }

  /** A whole number. */
  wholeNumber(member: string, { least, most }: NumberBounds): number {
    const value = this.#take(member);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      this.#faults.push(`${member} is a whole number from ${least} to ${most}`);
      return least;
    }
    return value;
  }

  /** @throws RefusedRequestError 400 when anything that was read is wrong, or anything was sent that was not read */
  done<T>(value: T): T {
    const unknown = [...this.#members.keys()].filter((member) => !this.#read.has(member));
    const faults = [
      ...this.#faults,
      ...(unknown.length === 0 ? [] : [`there is no member but ${[...this.#read].join(', ')}`]),
    ];
    if (faults.length > 0) {
      throw new RefusedRequestError(400, 'body-not-as-described', `The body is not accepted: ${faults.join('; ')}.`);
    }
    return value;
  }

  #take(member: string): unknown {
    this.#read.add(member);
    return this.#members.get(member);
  }
}

function parseObject(text: string, what: string): ReadonlyMap<string, unknown> {
  const refused = new RefusedRequestError(400, 'body-not-json', `The body is no JSON object. Send ${what} as JSON.`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Map(Object.entries(value));
    }
  } catch {
    // The parser's own error quotes the body.
    throw refused;
  }
  throw refused;
}
