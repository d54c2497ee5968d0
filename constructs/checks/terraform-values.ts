/** The arguments of a resource as Terraform gets them: references are still expressions in `${…}`. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Stands for an expression where the text around it must still be read; a private character, so valid inside JSON texts. */
export const referencePlaceholder = '\u{E000}';

/**
 * Follows the placeholder where the expression is no plain attribute of a resource or a data source: what a variable, a
 * choice or a function becomes may be an asterisk as well as a name, and so may what terraform_data hands on.
 */
export const unclearMark = '\u{E001}';

/** Is this an object with members, and no list? */
export function isObject(value: unknown): value is Arguments {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Members of an object, or of a list of them: Terraform takes a list wherever it takes a block. */
export function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Array.isArray(value)
    ? (value as readonly unknown[]).flatMap(membersOf)
    : Object.entries(isObject(value) ? value : {});
}

/** All values at a dotted path. Lists on the way are entered, because Terraform writes one block as an object or a list. */
export function valuesAt(args: unknown, path: string): readonly unknown[] {
  let found: readonly unknown[] = [args];
  for (const step of path.split('.')) {
    found = found
      .flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
      .flatMap((value) => (isObject(value) && value[step] !== undefined && value[step] !== null ? [value[step]] : []));
  }
  return found;
}

/** The single values at a path that are known now; lists are flattened, anything with a reference is left out. */
export function literalsAt(args: unknown, path: string): readonly (string | number | boolean)[] {
  return valuesAt(args, path)
    .flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .filter(isLiteral);
}

/** Texts among the literals. */
export function textsAt(args: unknown, path: string): readonly string[] {
  return literalsAt(args, path).filter((value) => typeof value === 'string');
}

/** Numbers among the literals; Terraform also takes them as text. */
export function numbersAt(args: unknown, path: string): readonly number[] {
  return literalsAt(args, path)
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)))
    .map(Number);
}

/** The one text at a path, or `undefined` where it is absent or not known yet. */
export function textAt(args: unknown, path: string): string | undefined {
  return textsAt(args, path)[0];
}

/** The blocks at a path. */
export function blocksAt(args: unknown, path: string): readonly Arguments[] {
  return valuesAt(args, path)
    .flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .filter(isObject);
}

/** Is anything set there? A reference counts, an empty list or text does not. */
export function isSet(args: unknown, path: string): boolean {
  return valuesAt(args, path).some((value) => value !== '' && !(Array.isArray(value) && value.length === 0));
}

/** Is it set to something that only Terraform will know? */
export function isUnknown(args: unknown, path: string): boolean {
  return valuesAt(args, path)
    .flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .some(hasReference);
}

/** Does a text contain an expression? `$${` and `%%{` are Terraform's way to write a plain `${` and `%{`. */
export function hasReference(value: unknown): boolean {
  return typeof value === 'string' && replaceReferences(value) !== value.replace(/([$%])\1\{/g, '$1{');
}

/** Text as AWS would read it, with every expression and directive replaced by the placeholder, or by what `standIn` makes of it. */
export function replaceReferences(
  text: string,
  standIn: (expression: string) => string = () => referencePlaceholder,
): string {
  let read = '';
  for (let at = 0; at < text.length;) {
    if (/^(?:\$\$|%%)\{/.test(text.slice(at, at + 3))) {
      read += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      const end = endOfExpression(text, at + 2);
      read += standIn(text.slice(at + 2, end - 1));
      at = end;
    } else {
      read += text.charAt(at);
      at += 1;
    }
  }
  return read;
}

/** As {@link replaceReferences}, with a mark behind the placeholders of expressions that may become anything. */
export function markReferences(text: string): string {
  return replaceReferences(text, (expression) =>
    attribute.test(expression.trim()) ? referencePlaceholder : referencePlaceholder + unclearMark,
  );
}

const attribute =
  /^(?!(?:var|local|each|count|path|terraform|self|module|terraform_data)\.)(?:data\.)?\w+\.[\w-]+(?:\.[\w-]+|\[(?:\d+|"[^"*?]*"|each\.(?:key|value)|count\.index)\])+$/;

function isLiteral(value: unknown): value is string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' || isLiteralText(value);
}

function isLiteralText(value: unknown): value is string {
  return typeof value === 'string' && !hasReference(value);
}

/** Expressions hold quoted texts and braces of their own. */
function endOfExpression(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      at += character === '\\' ? 1 : 0;
      quoted = character !== '"';
    } else if (character === '"') {
      quoted = true;
    } else if (character === '{') {
      depth += 1;
    } else if (character === '}') {
      depth -= 1;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  return text.length;
}
