import { conditionOperators } from '../../iam/conditions/operators';
import type { ConditionContext } from '../../iam/decision';
import { decide, jsonFiles } from './support';

interface ConditionCase {
  readonly name: string;
  readonly condition: Readonly<Record<string, unknown>>;
  readonly context: ConditionContext;
  readonly holds: boolean;
  /** Where an Allow and a Deny read the condition differently. */
  readonly holdsForDeny?: boolean;
}

const files = jsonFiles('conditions') as { readonly file: string; readonly json: readonly ConditionCase[] }[];

describe.each(files)('$file', ({ json }) => {
  test.each(json)('$name', ({ condition, context, holds, holdsForDeny = holds }) => {
    const everything = { Action: '*', Resource: '*' };
    const allow = { Effect: 'Allow', ...everything };

    expect(decide({ identity: [{ ...allow, Condition: condition }], context }).kind).toBe(
      holds ? 'allowed' : 'implicitly-denied',
    );
    expect(decide({ identity: [allow, { Effect: 'Deny', ...everything, Condition: condition }], context }).kind).toBe(
      holdsForDeny ? 'explicitly-denied' : 'allowed',
    );
  });
});

test('every operator has a case in which it holds and one in which it does not', () => {
  const seen = new Set(
    files.flatMap(({ json }) =>
      json.flatMap(({ condition, holds }) => Object.keys(condition).map((operator) => `${operator} ${String(holds)}`)),
    ),
  );
  const unseen = [...conditionOperators.keys()].flatMap((operator) =>
    [`${operator} true`, `${operator} false`].filter((name) => !seen.has(name)),
  );
  expect(unseen).toEqual([]);
});
