import fc from 'fast-check';
import { decide } from '../../access/policies/decide';
import { exactly, reachOf } from '../../access/policies/reach';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy, PolicySourceKind } from '../../iam/policy';
import { authorize } from '../../sandbox/credentials/authorize';
import { caller } from '../sandbox/support/signed-requests';

const table = (name: string): string => `arn:aws:dynamodb:eu-central-1:111122223333:table/${name}`;
const tag = '${aws:PrincipalTag/team}';
const tagOrNotes = "${aws:PrincipalTag/team, 'notes'}";

const effect = fc.constantFrom('Allow', 'Deny');
const names = ['notes', 'n*', '*', 'other', tag, `n${tag}`, tagOrNotes, `other${tagOrNotes}`, '${aws:userid}'];
const resources = fc.record({
  key: fc.constantFrom('Resource', 'NotResource'),
  names: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
});
const condition = fc.constantFrom(
  undefined,
  { StringEquals: { 'aws:PrincipalTag/team': 'x' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'x' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
  { StringNotEquals: { 'aws:PrincipalAccount': ['111122223333', tag] } },
  { StringLike: { 'aws:PrincipalAccount': tagOrNotes } },
);
const statements = fc.array(
  fc.record({ effect, resources, condition }).map((one) => ({
    Effect: one.effect,
    Action: 'dynamodb:PutItem',
    [one.resources.key]: one.resources.names.map(table),
    ...(one.condition === undefined ? {} : { Condition: one.condition }),
  })),
  { minLength: 1, maxLength: 4 },
);

const named = (document: readonly object[], kind: PolicySourceKind): NamedPolicy => ({
  name: kind,
  document: parsePolicy({ Version: '2012-10-17', Statement: document }, kind),
});

const who = caller();
/** What is the same for every request of the caller. */
const context = { 'aws:PrincipalAccount': '111122223333', 'aws:userid': who.userId };

interface Policies {
  readonly identity: readonly object[];
  readonly boundary: readonly object[] | undefined;
}

function answers({ identity, boundary }: Policies, template: string, asked: string): readonly [string, string] {
  const identityPolicies = [named(identity, 'identity')];
  const permissionsBoundary = boundary && named(boundary, 'boundary');
  const { verdict } = decide({
    principal: who.principal,
    action: 'dynamodb:PutItem',
    reach: template === asked ? exactly(asked) : reachOf(template),
    context,
    identityPolicies,
    resourcePolicies: [],
    sessionPolicies: [],
    permissionsBoundary,
  });
  const access = { action: 'dynamodb:PutItem', resource: asked, context: {} };
  return [verdict, authorize({ ...who, identityPolicies, permissionsBoundary }, access).kind];
}

const policies = fc.record({ identity: statements, boundary: fc.option(statements, { nil: undefined }) });

test.each([
  ['one table', table('notes'), table('notes')],
  ['any table', table('{name}'), table('notes')],
])('of %s, the sandbox lets in whom the matrix allows, and keeps out whom it denies', (_, template, asked) => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(policies, (given) => {
      const [matrix, sandbox] = answers(given, template, asked);
      seen.add(matrix);
      if (matrix === 'allowed') expect(sandbox).toBe('allowed');
      if (matrix === 'denied') expect(sandbox).not.toBe('allowed');
    }),
    { numRuns: 3_000 },
  );
  expect([...seen].sort()).toEqual(['allowed', 'conditional', 'denied']);
});
