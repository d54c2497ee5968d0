import { type Place, invalidArgument } from '../errors';
import { parseTemplate } from './parser';
import type { Expression } from './syntax';

/** A value of Terraform's JSON syntax as an expression: each string in it is a template, each key too. */
export function expressionOf(json: unknown, place: Place): Expression {
  if (typeof json === 'string') return parseTemplate(json, place);
  if (json === null || typeof json === 'number' || typeof json === 'boolean') return { kind: 'literal', value: json };
  if (Array.isArray(json)) return { kind: 'list', items: json.map((item) => expressionOf(item, place)) };
  if (typeof json !== 'object') throw invalidArgument(place, json, 'a JSON value');
  return {
    kind: 'object',
    entries: Object.entries(json)
      .filter(([name]) => name !== '//')
      .map(([name, value]) => ({ key: parseTemplate(name, place), value: expressionOf(value, place) })),
  };
}

/** Every reference in an expression, wherever it stands. */
export function referencesIn(expression: Expression): readonly (Expression & { kind: 'traversal' })[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'template':
      return expression.parts.flatMap(referencesIn);
    case 'list':
      return expression.items.flatMap(referencesIn);
    case 'object':
      return expression.entries.flatMap(({ key, value }) => [...referencesIn(key), ...referencesIn(value)]);
    case 'call':
      return expression.operands.flatMap(referencesIn);
    case 'access':
      return [...referencesIn(expression.of), ...inSteps(expression)];
    case 'traversal':
      return [expression, ...inSteps(expression)];
  }
}

function inSteps({ steps }: Expression & { kind: 'access' | 'traversal' }) {
  return steps.flatMap((step) => (step.kind === 'index' ? referencesIn(step.key) : []));
}
