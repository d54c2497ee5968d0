import { badOperand, type Place, unsupportedFunction } from '../errors';
import { functions } from './functions';
import type { Expression, Step, Traversal } from './syntax';
import { isList, isMap, toText, aType, type Value } from './values';

/** Where an expression stands, and what it can refer to. */
export interface Scope {
  readonly place: Place;
  /** Resolves as many steps of a reference as name the thing; the rest are applied to its value. */
  resolve(reference: Traversal): { readonly value: Value; readonly usedSteps: number };
}

/** The value of an expression. Anything that has none is a `BlueprintError` with the place of the scope. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return expression.parts.map((part) => textOf(part, expression.text, scope)).join('');
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'object':
      return Object.fromEntries(
        expression.entries.map(({ key, value }) => [textOf(key, 'a key', scope), evaluate(value, scope)]),
      );
    case 'call':
      return call(expression, scope);
    case 'access':
      return follow(evaluate(expression.of, scope), expression, scope);
    case 'traversal': {
      const { value, usedSteps } = scope.resolve(expression);
      return follow(value, { ...expression, steps: expression.steps.slice(usedSteps) }, scope);
    }
  }
}

function textOf(part: Expression, whole: string, scope: Scope): string {
  const value = evaluate(part, scope);
  const text = toText(value);
  if (text === undefined) throw badOperand(scope.place, whole, `${aType(value)} cannot become part of a string`);
  return text;
}

function call(expression: Expression & { kind: 'call' }, scope: Scope): Value {
  const implementation = functions.get(expression.name);
  if (implementation === undefined) throw unsupportedFunction(scope.place, expression.text, [...functions.keys()]);
  return implementation(
    expression.operands.map((operand) => evaluate(operand, scope)),
    (problem) => badOperand(scope.place, expression.text, problem),
  );
}

function follow(start: Value, { steps, text }: { steps: readonly Step[]; text: string }, scope: Scope): Value {
  let value = start;
  for (const step of steps) {
    const key = step.kind === 'attribute' ? step.name : evaluate(step.key, scope);
    const next = member(value, key);
    if (next === undefined) throw badOperand(scope.place, text, `${aType(value)} has no member ${JSON.stringify(key)}`);
    value = next;
  }
  return value;
}

function member(value: Value, key: Value): Value | undefined {
  if (isList(value)) return typeof key === 'number' ? value[key] : undefined;
  if (!isMap(value)) return undefined;
  const name = toText(key);
  return name !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
}
