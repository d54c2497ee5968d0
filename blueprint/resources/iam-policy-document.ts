import { encodeJson } from '../expressions/encode-json';
import { isList, type Value } from '../expressions/values';
import { incoherent } from '../errors';
import type { Arguments } from './arguments';
import { type Block, type BlockType, inertAt, modelled, nested, notModelled } from './block-type';

const principals = nested({ type: modelled, identifiers: modelled });

/** Renders policies as the AWS provider does: one-element lists become strings, others come in reverse order. */
export const policyDocument: BlockType = {
  arguments: {
    version: inertAt('2012-10-17', '2008-10-17'),
    policy_id: modelled,
    statement: nested({
      sid: modelled,
      effect: modelled,
      actions: modelled,
      not_actions: modelled,
      resources: modelled,
      not_resources: modelled,
      principals,
      not_principals: principals,
      condition: nested({ test: modelled, variable: modelled, values: modelled }),
    }),
    source_policy_documents: notModelled,
    override_policy_documents: notModelled,
    source_json: notModelled,
    override_json: notModelled,
  },
  attributes: { json: rendered, minified_json: rendered },
};

function rendered(block: Block): string {
  const given = block.arguments;
  const id = given.optionalString('policy_id');
  const statements = given.blocks('statement').map(statement);
  const sids = statements.map((rendering) => rendering['Sid']).filter((sid) => sid !== undefined);
  const twice = sids.find((sid, at) => sids.indexOf(sid) !== at);
  if (twice !== undefined) {
    throw incoherent(given.at('statement'), `two statements have the sid ${String(twice)}`, 'Make sids unique');
  }
  return encodeJson({
    Version: given.optionalString('version') ?? '2012-10-17',
    ...(id === undefined ? {} : { Id: id }),
    Statement: statements,
  });
}

function statement(given: Arguments): Record<string, Value> {
  const sid = given.optionalString('sid');
  const conditions = given.blocks('condition');
  return {
    ...(sid === undefined || sid === '' ? {} : { Sid: sid }),
    Effect: given.word('effect', ['Allow', 'Deny'], 'Allow'),
    ...clause('Action', given.strings('actions')),
    ...clause('NotAction', given.strings('not_actions')),
    ...clause('Resource', given.strings('resources').map(withVariables)),
    ...clause('NotResource', given.strings('not_resources').map(withVariables)),
    ...principalClause('Principal', given.blocks('principals')),
    ...principalClause('NotPrincipal', given.blocks('not_principals')),
    ...(conditions.length === 0 ? {} : { Condition: conditionBlock(conditions) }),
  };
}

/** The provider writes policy variables with `&{`, so that Terraform does not take them for its own. */
function withVariables(text: string): string {
  return text.replaceAll('&{', '${');
}

function clause(name: string, values: readonly string[]): Record<string, Value> {
  return values.length === 0 ? {} : { [name]: single([...values].sort().reverse()) };
}

function single(values: readonly string[]): Value {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function principalClause(name: string, blocks: readonly Arguments[]): Record<string, Value> {
  if (blocks.length === 0) return {};
  const byType = new Map<string, readonly string[]>();
  for (const block of blocks) {
    const type = block.word('type', ['AWS', 'Service', 'Federated', 'CanonicalUser', '*']);
    byType.set(type, [...(byType.get(type) ?? []), ...block.strings('identifiers').map(withVariables)]);
  }
  const everyone = byType.get('*');
  if (everyone !== undefined && byType.size === 1 && everyone.join() === '*') return { [name]: '*' };
  return {
    [name]: Object.fromEntries([...byType].map(([type, names]) => [type, single([...names].sort().reverse())])),
  };
}

/** The order of values is kept; blocks of the same test and variable add up. */
function conditionBlock(blocks: readonly Arguments[]): Value {
  const tests: Record<string, Record<string, Value>> = {};
  for (const block of blocks) {
    const variables = (tests[block.string('test')] ??= {});
    const variable = block.string('variable');
    const before = variables[variable] ?? [];
    const values = [...(isList(before) ? before : [before]).map(String), ...block.strings('values').map(withVariables)];
    variables[variable] = single(values);
  }
  return tests;
}
