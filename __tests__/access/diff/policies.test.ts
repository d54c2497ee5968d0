import fc from 'fast-check';
import { implies } from '../../../access/diff/policies/covers';
import { widenings } from '../../../access/diff/policies/compare-grants';
import { type Grant, grantsOf } from '../../../access/diff/policies/grants';
import { evaluate } from '../../../iam/evaluate';
import { parsePolicy } from '../../../iam/parse-policy';

/** The same examples in every run; a failure names its path. */
fc.configureGlobal({ seed: 2026 });

const at = { stack: 'notes', address: 'aws_iam_role_policy.main', construct: 'notes/main' };
const actions = ['s3:GetObject', 's3:PutObject', 'dynamodb:GetItem'];
const resources = [
  'arn:aws:s3:::notes/a',
  'arn:aws:s3:::notes/ab',
  'arn:aws:dynamodb:us-east-1:123456789012:table/notes',
];

const conditions = fc.constantFrom<unknown>(
  undefined,
  { Bool: { 'aws:SecureTransport': 'true' } },
  { BoolIfExists: { 'aws:SecureTransport': 'true' } },
  { StringEquals: { 'aws:userid': ['x', 'y'] } },
  { StringEquals: { 'aws:userid': 'x' } },
  { StringLike: { 'aws:userid': 'x*' } },
  { StringLikeIfExists: { 'aws:userid': '*' } },
  { StringNotEquals: { 'aws:userid': ['x', 'y'] } },
  { StringNotEquals: { 'aws:userid': 'x' } },
  { StringNotLike: { 'aws:userid': 'x*' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
  { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['a*', 'b'] } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': ['600', '30'] } },
  { NumericGreaterThanEquals: { 'aws:MultiFactorAuthAge': '30' } },
  { Null: { 'aws:userid': 'true' } },
  { Null: { 'aws:userid': 'false' }, Bool: { 'aws:SecureTransport': 'false' } },
);

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: fc.constantFrom('*', 's3:*', 's3:Get*', 'S3:getobject', 's3:???Object', ...actions),
    resource: fc.constantFrom('*', 'arn:aws:s3:::notes/*', 'arn:aws:s3:::notes/a?', ...resources),
    not: fc.constantFrom('', '', '', 'action', 'resource'),
    condition: conditions,
  })
  .map(({ effect, action, resource, not, condition }) => ({
    Effect: effect,
    [not === 'action' ? 'NotAction' : 'Action']: action,
    [not === 'resource' ? 'NotResource' : 'Resource']: [resource],
    ...(condition === undefined ? {} : { Condition: condition }),
  }));

const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => ({ Version: '2012-10-17', Statement: statements }));

const request = fc.record({
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  context: fc.record(
    {
      'aws:SecureTransport': fc.constantFrom('true', 'false'),
      'aws:userid': fc.constantFrom('x', 'xy', 'y', 'z'),
      'aws:TagKeys': fc.subarray(['a', 'ab', 'b', 'c']),
      'aws:MultiFactorAuthAge': fc.constantFrom('10', '45', '100', '900'),
    },
    { requiredKeys: [] },
  ),
});

const grants = (document: unknown): readonly Grant[] => grantsOf(JSON.stringify(document), at);

function allowed(document: unknown, asked: { action: string; resource: string; context: object }): boolean {
  const decision = evaluate({
    request: {
      ...asked,
      context: asked.context as Record<string, string | readonly string[]>,
      principal: { kind: 'aws', accountId: '123456789012', arns: ['arn:aws:iam::123456789012:role/main'] },
    },
    identityPolicies: [{ name: 'main', document: parsePolicy(document, 'identity') }],
  });
  return decision.kind === 'allowed';
}

test('a policy of which no widening is told allows no request that was refused', () => {
  const found = { silent: 0, told: 0 };
  fc.assert(
    fc.property(policy, policy, fc.array(request, { minLength: 20, maxLength: 20 }), (before, after, requests) => {
      const silent = widenings(grants(before), grants(after)).length === 0;
      found[silent ? 'silent' : 'told'] += 1;
      if (!silent) return;
      for (const asked of requests) {
        if (allowed(after, asked)) expect({ asked, allowed: allowed(before, asked) }).toEqual({ asked, allowed: true });
      }
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(found.silent, found.told)).toBeGreaterThan(100);
});

test('a policy that only loses a statement that allows, or gains one that denies, is not told to be wider', () => {
  fc.assert(
    fc.property(policy, policy, ({ Statement: kept }, { Statement: other }) => {
      const all = [...kept, ...other];
      const allowing = other.filter(({ Effect }) => Effect === 'Allow');
      const denying = other.filter(({ Effect }) => Effect === 'Deny');
      expect(widenings(grants({ Statement: all }), grants({ Statement: [...kept, ...denying] }))).toEqual([]);
      expect(widenings(grants({ Statement: kept }), grants({ Statement: [...denying, ...kept] }))).toEqual([]);
      expect(widenings(grants({ Statement: [...allowing, ...kept] }), grants({ Statement: kept }))).toEqual([]);
    }),
  );
});

test.each<[given: [string, string[]], asked: [string, string[]], strict: boolean]>([
  [['StringEquals', ['x']], ['StringEquals', ['x', 'y']], true],
  [['StringEquals', ['x', 'y']], ['StringEquals', ['x']], false],
  [['StringEquals', ['xy']], ['StringLike', ['x*']], true],
  [['StringLike', ['x*']], ['StringEquals', ['x*']], false],
  [['StringLike', ['*']], ['StringLike', ['x*']], false],
  [['StringEqualsIfExists', ['x']], ['StringEquals', ['x']], false],
  [['StringEquals', ['x']], ['StringEqualsIfExists', ['x', 'y']], true],
  [['StringNotEquals', ['x', 'y']], ['StringNotEquals', ['x']], true],
  [['StringNotEquals', ['x']], ['StringNotEquals', ['x', 'y']], false],
  [['ForAnyValue:StringEquals', ['x']], ['StringEquals', ['x']], false],
  [['NumericLessThan', ['60']], ['NumericLessThan', ['600']], true],
  [['NumericLessThan', ['600']], ['NumericLessThan', ['60']], false],
  [['NumericGreaterThan', ['600']], ['NumericGreaterThan', ['60']], true],
  [['NumericLessThan', ['never']], ['NumericLessThan', ['60']], false],
  [['Null', ['true']], ['Null', ['true', 'false']], false],
])('%j, where %j was asked, is as strict: %s', ([operator, values], [asked, wanted], strict) => {
  const key = 'aws:userid';
  expect(implies({ operator, key, values }, { operator: asked, key, values: wanted })).toBe(strict);
  expect(implies({ operator, key: 'aws:username', values }, { operator: asked, key, values: wanted })).toBe(false);
});

test('a question mark stands for one character, an asterisk in its place for any number', () => {
  const on = (resource: string) =>
    grants({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::notes/${resource}` } });
  expect(widenings(on('a?'), on('a*'))).toMatchObject([{ how: 'resource' }]);
  expect(widenings(on('a*'), on('a?'))).toEqual([]);
});

test('what is no policy equals only itself', () => {
  expect(widenings(grantsOf('not JSON', at), grantsOf('not JSON', at))).toEqual([]);
  expect(widenings(grantsOf('not JSON', at), grantsOf('[]', at))).toHaveLength(1);
});
