import type { Origin, StatementCondition } from '../../model';

/** One effect for one principal, one action and one resource: the smallest part of a policy that says something. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  /** `*`, `Service:lambda.amazonaws.com`; empty in the policies of a role. */
  readonly principal: string;
  /** As it is written; `not ` and a list where the statement has `NotAction`. */
  readonly action: string;
  /** As it is written; `not ` and a list where the statement has `NotResource`. */
  readonly resource: string;
  readonly conditions: readonly StatementCondition[];
  readonly at: Origin;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Takes a policy apart. `policy`: the document as text. What is no policy gives one grant that equals only itself, so
 * that a change of it is told.
 */
export function grantsOf(policy: string, at: Origin): readonly Grant[] {
  const document = parsed(policy);
  if (document === undefined) {
    return [{ effect: 'Allow', principal: '', action: '*', resource: policy, conditions: [], at }];
  }
  return listOf(document['Statement'])
    .filter(isMembers)
    .flatMap((statement) => grantsOfStatement(statement, at));
}

function grantsOfStatement(statement: Members, at: Origin): readonly Grant[] {
  const effect = statement['Effect'] === 'Deny' ? 'Deny' : 'Allow';
  const conditions = conditionsOf(statement['Condition']);
  const actions = alternatives(statement, 'Action');
  return principalsOf(statement).flatMap((principal) =>
    actions.flatMap((action) =>
      alternatives(statement, 'Resource').map((resource) => ({ effect, principal, action, resource, conditions, at })),
    ),
  );
}

/** The members of a clause, or all of its negation as one. Trust policies have no resource: it is everything. */
function alternatives(statement: Members, clause: 'Action' | 'Resource'): readonly string[] {
  const negated = statement[`Not${clause}`];
  if (negated !== undefined) return [`not ${textsOf(negated).toSorted().join(', ')}`];
  return statement[clause] === undefined ? ['*'] : textsOf(statement[clause]);
}

function principalsOf(statement: Members): readonly string[] {
  const negated = statement['NotPrincipal'];
  if (negated !== undefined) return [`not ${named(negated).toSorted().join(', ')}`];
  return statement['Principal'] === undefined ? [''] : named(statement['Principal']);
}

function named(principal: unknown): readonly string[] {
  if (!isMembers(principal)) return textsOf(principal);
  return Object.entries(principal).flatMap(([kind, names]) =>
    textsOf(names).map((name) => (kind === 'AWS' && name === '*' ? '*' : `${kind}:${name}`)),
  );
}

function conditionsOf(condition: unknown): readonly StatementCondition[] {
  if (!isMembers(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    isMembers(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: textsOf(values).toSorted() }))
      : [],
  );
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(String);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function parsed(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
