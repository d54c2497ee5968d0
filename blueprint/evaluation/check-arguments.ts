import { type Place, unsupportedArgument, unsupportedValue } from '../errors';
import { encodeJson } from '../expressions/encode-json';
import { isList, isMap, type Value } from '../expressions/values';
import type { ArgumentRule, ArgumentRules } from '../resources/block-type';
import type { AppliedBlock } from './applied-block';

/** Stops at the first argument that is not known, or whose effect is not modelled. */
export function checkArguments(block: AppliedBlock): void {
  const { arguments: rules } = block.source.blockType;
  for (const name of block.argumentNames()) {
    const rule = ruleFor(rules, name, { place: block.place(name), type: block.type });
    check(rule, block.value(name) ?? null, { place: block.place(name), type: block.type });
  }
}

interface Context {
  readonly place: Place;
  readonly type: string;
}

function ruleFor(rules: ArgumentRules, name: string, { place, type }: Context): ArgumentRule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) throw unsupportedArgument(place, type, Object.keys(rules));
  return rule;
}

function check(rule: ArgumentRule, value: Value, context: Context): void {
  if (rule.kind === 'inert' && !isEmpty(value) && !rule.values.some((accepted) => same(accepted, value))) {
    const accepted = [...rule.values.map(encodeJson), 'nothing'].join(', or ');
    throw unsupportedValue(context.place, value, accepted);
  }
  if (rule.kind !== 'block') return;
  const several = isList(value);
  (several ? value : [value]).forEach((item, at) => {
    if (!isMap(item)) return;
    for (const [name, member] of Object.entries(item)) {
      const argument = `${context.place.argument}${several ? `[${at}]` : ''}.${name}`;
      const inner = { ...context, place: { ...context.place, argument } };
      check(ruleFor(rule.arguments, name, inner), member, inner);
    }
  });
}

/** Terraform takes null, and a list or map without members, as left out. */
function isEmpty(value: Value): boolean {
  if (value === null) return true;
  if (isList(value)) return value.length === 0;
  return isMap(value) && Object.values(value).every(isEmpty);
}

/** `false` and `"false"` are the same to Terraform. */
function same(a: Value, b: Value): boolean {
  return typeof a === 'object' || typeof b === 'object' ? encodeJson(a) === encodeJson(b) : String(a) === String(b);
}
