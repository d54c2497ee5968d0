import type { ContextLookup } from './context';
import type { Pattern } from './pattern';
import { literalPattern, wildcardPattern } from './pattern';

/** Where policy variables take their values; `undefined` for documents of 2008, in which `${…}` is plain text. */
export type Variables = ContextLookup | undefined;

interface Piece {
  readonly kind: 'text' | 'variable';
  readonly text: string;
}

/**
 * A pattern of a policy with its variables replaced. A value stands for itself: an asterisk in it is no wildcard, so
 * nobody can widen a policy by choosing a name.
 *
 * @returns `undefined` where a variable has no value in this request; such a pattern matches nothing.
 */
export function resolvePattern(text: string, variables: Variables): Pattern | undefined {
  const tokens: Pattern[number][] = [];
  for (const piece of pieces(text, variables)) {
    const resolved = piece.kind === 'text' ? wildcardPattern(piece.text) : literal(piece.text, variables);
    if (resolved === undefined) return undefined;
    for (const token of resolved) tokens.push(token);
  }
  return tokens;
}

/** The same for text in which wildcards have no meaning. */
export function resolveText(text: string, variables: Variables): string | undefined {
  let resolved = '';
  for (const piece of pieces(text, variables)) {
    const value = piece.kind === 'text' ? piece.text : valueOf(piece.text, variables);
    if (value === undefined) return undefined;
    resolved += value;
  }
  return resolved;
}

/** The keys of the variables in a text; `${*}`, `${?}` and `${$}` stand for those characters and have none. */
export const variableKeys = (text: string): readonly string[] =>
  split(text).flatMap(({ kind, text: expression }) =>
    kind === 'text' || isCharacter(expression) ? [] : [keyAndDefault(expression).key],
  );

/** The text with an asterisk for each variable of such a key: all that it can come to. */
export const widened = (text: string, isWide: (key: string) => boolean): string =>
  split(text)
    .map(({ kind, text: piece }) => {
      if (kind === 'text') return piece;
      return !isCharacter(piece) && isWide(keyAndDefault(piece).key) ? '*' : `\${${piece}}`;
    })
    .join('');

/** Splits at the first colons that stand outside of variables; the last part keeps all further colons. */
export function splitArn(text: string): readonly string[] {
  const parts: string[] = [''];
  for (const piece of split(text)) {
    const segments = piece.kind === 'text' ? piece.text.split(':') : [`\${${piece.text}}`];
    segments.forEach((segment, index) => {
      if (index > 0 && parts.length < arnParts) parts.push(segment);
      else parts[parts.length - 1] += index > 0 ? `:${segment}` : segment;
    });
  }
  return parts;
}

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
export const arnParts = 6;

function pieces(text: string, variables: Variables): readonly Piece[] {
  return variables === undefined ? [{ kind: 'text', text }] : split(text);
}

function split(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) break;
    found.push({ kind: 'text', text: text.slice(from, start) });
    found.push({ kind: 'variable', text: text.slice(start + 2, end) });
    from = end + 1;
  }
  found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

function literal(expression: string, variables: Variables): Pattern | undefined {
  const value = valueOf(expression, variables);
  return value === undefined ? undefined : literalPattern(value);
}

function valueOf(expression: string, variables: Variables): string | undefined {
  if (isCharacter(expression)) return expression;
  const { key, otherwise } = keyAndDefault(expression);
  const values = variables?.(key);
  // A key of several values cannot be a variable (IAM User Guide), and its default must not stand in for them.
  if (values !== undefined && values.length > 0) return values.length === 1 ? values[0] : undefined;
  return otherwise === undefined ? undefined : quoted(otherwise);
}

const isCharacter = (expression: string): boolean => ['*', '?', '$'].includes(expression);

function keyAndDefault(expression: string): { readonly key: string; readonly otherwise?: string } {
  const comma = expression.indexOf(',');
  if (comma < 0) return { key: expression.trim() };
  return { key: expression.slice(0, comma).trim(), otherwise: expression.slice(comma + 1).trim() };
}

function quoted(text: string): string | undefined {
  return text.length >= 2 && text.startsWith("'") && text.endsWith("'") ? text.slice(1, -1) : undefined;
}
