import type { Value } from '../expressions/values';

/** What the variables of the stacks are worth, where Terraform would be told. */
export interface VariableValues {
  /** By name, as `TF_VAR_<name>` gives them. */
  readonly given: Readonly<Record<string, string>>;
  /** Whether a variable that nobody gives a value is taken as some text: for readers who do not depend on it. */
  readonly madeUp: boolean;
}

/**
 * The value of a variable: the one given, or its default. A given value is text, so only variables for text take one.
 *
 * @returns undefined where there is none
 */
export function variableValue(name: string, declared: unknown, { given, madeUp }: VariableValues): Value | undefined {
  const { type = 'string', default: otherwise } = declared as { type?: unknown; default?: Value };
  const text = Object.hasOwn(given, name) ? given[name] : undefined;
  const takesText = type === 'string';
  if (text !== undefined && takesText) return text;
  if (otherwise !== undefined) return otherwise;
  return madeUp && takesText ? `value-of-${name}` : undefined;
}
