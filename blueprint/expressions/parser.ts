import type { Place } from '../errors';
import { Cursor } from './cursor';
import type { Expression, ObjectEntry, Step } from './syntax';

/** Far above what a person or cdktf writes; keeps hostile input from exhausting the stack. */
const deepest = 100;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses a string of Terraform's JSON syntax, which is a template: `arn:${aws_iam_role.main.arn}`. A string that is one
 * interpolation keeps the type of what is inside. Anything not understood is a `BlueprintError`.
 */
export function parseTemplate(text: string, place: Place): Expression {
  if (!text.includes('${') && !text.includes('%{')) return { kind: 'literal', value: text };
  return new Parser(text, place).wholeTemplate();
}

class Parser {
  private readonly cursor: Cursor;
  private depth = 0;

  constructor(text: string, place: Place) {
    this.cursor = new Cursor(text, place);
  }

  wholeTemplate(): Expression {
    return this.template(false);
  }

  private template(quoted: boolean): Expression {
    const start = this.cursor.position;
    const parts: Expression[] = [];
    let literal = '';
    while (!this.cursor.atEnd() && !(quoted && this.cursor.sees('"'))) {
      if (this.cursor.take('${')) {
        if (literal !== '') parts.push({ kind: 'literal', value: literal });
        literal = '';
        parts.push(this.interpolation());
      } else {
        literal += this.literalPiece(quoted);
      }
    }
    if (literal !== '') parts.push({ kind: 'literal', value: literal });
    const [first] = parts;
    if (first === undefined) return { kind: 'literal', value: '' };
    if (parts.length === 1) return first;
    return { kind: 'template', parts, text: this.since(start) };
  }

  private literalPiece(quoted: boolean): string {
    const { cursor } = this;
    if (cursor.take('$${')) return '${';
    if (cursor.take('%%{')) return '%{';
    if (cursor.sees('%{')) cursor.fail('template directives are not supported');
    if (quoted && cursor.sees('\n')) cursor.fail('a quoted string ends on the line on which it begins');
    return quoted && cursor.take('\\') ? this.escape() : cursor.takeCharacter();
  }

  private escape(): string {
    const { cursor } = this;
    const letter = cursor.takeCharacter();
    const simple = escapes[letter];
    if (simple !== undefined) return simple;
    const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    const code = cursor.text.slice(cursor.position, cursor.position + length);
    if (length === 0 || !/^[0-9A-Fa-f]+$/.test(code) || code.length < length || parseInt(code, 16) > 0x10ffff) {
      cursor.fail(`unknown escape "\\${letter}" in a string`);
    }
    cursor.position += length;
    return String.fromCodePoint(parseInt(code, 16));
  }

  private interpolation(): Expression {
    const inner = this.expression();
    if (!this.cursor.take('}')) this.cursor.fail(`expected "}" ${this.cursor.here()}`);
    return inner;
  }

  /** An expression with the space around it. */
  private expression(): Expression {
    if (++this.depth > deepest) this.cursor.fail(`it is nested more than ${deepest} levels deep`);
    this.cursor.skipSpace();
    const start = this.cursor.position;
    const head = this.primary();
    const steps = this.steps();
    const text = this.since(start);
    this.cursor.skipSpace();
    this.depth--;
    return steps.length === 0 ? head : { kind: 'access', of: head, steps, text };
  }

  private primary(): Expression {
    const { cursor } = this;
    if (cursor.take('"')) return this.quoted();
    if (cursor.take('[')) return { kind: 'list', items: this.separated(']', () => this.expression()) };
    if (cursor.take('{')) return { kind: 'object', entries: this.separated('}', () => this.entry()) };
    if (cursor.take('(')) return this.parenthesized();
    const number = cursor.takeNumber();
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    return this.named();
  }

  private quoted(): Expression {
    const inner = this.template(true);
    this.cursor.expect('"');
    return inner;
  }

  private parenthesized(): Expression {
    const inner = this.expression();
    this.cursor.expect(')');
    return inner;
  }

  private named(): Expression {
    const { cursor } = this;
    const start = cursor.position;
    const name = cursor.takeIdentifier();
    if (name === undefined) return cursor.fail(`expected an expression ${cursor.here()}`);
    if (cursor.take('(')) {
      const operands = this.separated(')', () => this.expression());
      return { kind: 'call', name, operands, text: this.since(start) };
    }
    const word = words.get(name);
    if (word !== undefined) return { kind: 'literal', value: word };
    return { kind: 'traversal', root: name, steps: this.steps(), text: this.since(start) };
  }

  private separated<Item>(end: string, item: () => Item): readonly Item[] {
    const items: Item[] = [];
    this.cursor.skipSpace();
    while (!this.cursor.take(end)) {
      items.push(item());
      if (this.cursor.take(',')) this.cursor.skipSpace();
      else if (!this.cursor.sees(end)) this.cursor.fail(`expected "," or "${end}" ${this.cursor.here()}`);
    }
    return items;
  }

  private entry(): ObjectEntry {
    const key = this.key();
    this.cursor.skipSpace();
    if (!this.cursor.take('=')) this.cursor.expect(':');
    return { key, value: this.expression() };
  }

  private key(): Expression {
    if (this.cursor.take('"')) return this.quoted();
    if (this.cursor.take('(')) return this.parenthesized();
    const name = this.cursor.takeIdentifier();
    return name === undefined
      ? this.cursor.fail(`expected a key ${this.cursor.here()}`)
      : { kind: 'literal', value: name };
  }

  private steps(): readonly Step[] {
    const steps: Step[] = [];
    for (let step = this.step(); step !== undefined; step = this.step()) steps.push(step);
    return steps;
  }

  private step(): Step | undefined {
    const { cursor } = this;
    if (cursor.take('[')) {
      const key = this.expression();
      cursor.expect(']');
      return { kind: 'index', key };
    }
    if (!cursor.take('.')) return undefined;
    const position = cursor.takeDigits();
    if (position !== undefined) return { kind: 'index', key: { kind: 'literal', value: Number(position) } };
    const name = cursor.takeIdentifier();
    return name === undefined ? cursor.fail(`expected a name ${cursor.here()}`) : { kind: 'attribute', name };
  }

  private since(start: number): string {
    return this.cursor.text.slice(start, this.cursor.position);
  }
}
