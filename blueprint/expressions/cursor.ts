import { expressionSyntax, type Place } from '../errors';

const identifier = /[A-Za-z_][A-Za-z0-9_-]*/y;
const number = /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const digits = /[0-9]+/y;
const space = /[ \t\r\n]*/y;

/** A position in the text of an expression. */
export class Cursor {
  position = 0;

  constructor(
    readonly text: string,
    private readonly place: Place,
  ) {}

  atEnd(): boolean {
    return this.position >= this.text.length;
  }

  sees(expected: string): boolean {
    return this.text.startsWith(expected, this.position);
  }

  /** Moves over `expected` where it is next. */
  take(expected: string): boolean {
    if (!this.sees(expected)) return false;
    this.position += expected.length;
    return true;
  }

  expect(expected: string): void {
    if (!this.take(expected)) this.fail(`expected "${expected}" ${this.here()}`);
  }

  takeCharacter(): string {
    return this.text.charAt(this.position++);
  }

  takeIdentifier(): string | undefined {
    return this.match(identifier);
  }

  takeNumber(): string | undefined {
    return this.match(number);
  }

  takeDigits(): string | undefined {
    return this.match(digits);
  }

  skipSpace(): void {
    this.match(space);
  }

  here(): string {
    return this.atEnd() ? 'at the end' : `before ${JSON.stringify(this.text.slice(this.position, this.position + 12))}`;
  }

  fail(problem: string): never {
    throw expressionSyntax(this.place, this.text, problem);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}
