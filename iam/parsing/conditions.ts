import type { ConditionOperator } from '../conditions/condition-operator';
import { nullOperatorName } from '../conditions/null-operator';
import { conditionOperators } from '../conditions/operators';
import { PolicyError } from '../errors';
import type { Condition } from '../policy';
import { isObject } from './json';

const ifExistsSuffix = 'IfExists';

/** The `Condition` of a statement: every operator known, every value one that its operator can read. */
export function parseConditions(value: unknown, place: string): readonly Condition[] {
  if (value === undefined) return [];
  const conditions: Condition[] = [];
  for (const [name, tests] of entriesOf(value, place, 'an object from operators to keys')) {
    const at = `${place}.${name}`;
    const parsed = parseOperator(name, at);
    for (const [key, values] of entriesOf(tests, at, 'an object from condition keys to values')) {
      conditions.push({
        ...parsed.prefix,
        key: checkKey(key, at),
        values: parseValues(values, `${at}.${key}`, parsed.operator),
      });
    }
  }
  return conditions;
}

function entriesOf(value: unknown, place: string, allowed: string): readonly (readonly [string, unknown])[] {
  if (isObject(value)) return Object.entries(value);
  throw new PolicyError('condition-type', { place, found: value, allowed });
}

interface ParsedOperator {
  readonly prefix: Pick<Condition, 'operator' | 'ifExists' | 'quantifier'>;
  readonly operator: ConditionOperator;
}

function parseOperator(name: string, place: string): ParsedOperator {
  const colon = name.indexOf(':');
  const quantifier = colon < 0 ? undefined : name.slice(0, colon);
  const rest = name.slice(colon + 1);
  const ifExists = rest.endsWith(ifExistsSuffix);
  const bare = ifExists ? rest.slice(0, -ifExistsSuffix.length) : rest;
  const operator = conditionOperators.get(bare);
  const isNull = bare === nullOperatorName;
  if (operator !== undefined && !(isNull && (ifExists || quantifier !== undefined))) {
    if (quantifier === undefined || quantifier === 'ForAnyValue' || quantifier === 'ForAllValues') {
      return { prefix: { operator: bare, ifExists, quantifier }, operator };
    }
  }
  throw new PolicyError('condition-operator', {
    place,
    found: name,
    allowed: `${[...conditionOperators.keys()].join(', ')}, all but Null also with the suffix IfExists and the prefixes ForAnyValue: and ForAllValues:`,
  });
}

function checkKey(key: string, place: string): string {
  if (/^[^:\s]+:\S/.test(key)) return key;
  throw new PolicyError('condition-key', {
    place: `${place}, a key`,
    found: key,
    allowed: '<prefix>:<name>, such as aws:SourceIp',
  });
}

function parseValues(value: unknown, place: string, operator: ConditionOperator): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) {
    throw new PolicyError('condition-type', {
      place,
      found: value,
      allowed: 'at least one value; an empty list tests nothing',
    });
  }
  return list.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'boolean' && typeof item !== 'number') {
      throw new PolicyError('condition-type', {
        place,
        found: item,
        allowed: 'a text, a number, a boolean, or a list of these',
      });
    }
    const text = String(item);
    if (operator.accepts(text)) return text;
    throw new PolicyError('condition-value', { place, found: text, allowed: operator.allowed });
  });
}
