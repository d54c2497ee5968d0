import fc from 'fast-check';
import { planComment, planMarker, type StackReport } from '../../scripts/review/comment';
import { driftIssue, driftMarker } from '../../scripts/review/drift';
import { commentLimit } from '../../scripts/review/github';
import { stackOrder } from '../../scripts/review/stack-order';

const whole = 'https://github.com/acme/api/actions/runs/1';
const report = (stack: string, addresses: readonly string[]): StackReport => ({
  kind: 'planned',
  summary: {
    stack,
    digest: 'd',
    outputs: [],
    resources: addresses.map((address) => ({ address, action: 'update', because: ['policy'] })),
  },
});

test('any comment begins with the marker, and fits; what is cut is named, with where the whole is', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200_000, size: 'max' }),
      fc.array(fc.nat(3000), { minLength: 1, maxLength: 9 }),
      (access, sizes) => {
        const stacks = sizes.map((size, at) =>
          report(`s${at}`, Array(size).fill('aws_iam_role_policy.some-role') as string[]),
        );
        const text = planComment({ stacks, access, whole });
        expect(text.startsWith(planMarker)).toBe(true);
        expect(text.length).toBeLessThanOrEqual(commentLimit);
        expect(text).toContain(whole);
        const rows = text.split('\n').filter((line) => line.startsWith('| update |')).length;
        const all = sizes.reduce((sum, size) => sum + size, 0);
        expect(text.includes('**Cut, because')).toBe(rows < all || !text.includes(access.trim()));
      },
    ),
    { numRuns: 15 },
  );
});

test('an address of the change under review makes nothing but text', () => {
  const text = planComment({ stacks: [report('s', ['a`|\n# owned @everybody'])], access: '', whole });
  expect(text).toContain(String.raw`| update | ${'`'}a \| # owned @everybody${'`'} | ${'`'}policy${'`'} |`);
  expect(text).not.toMatch(/^# owned/m);
});

test('a stack without a plan is told, with the reason, which cannot leave its block', () => {
  const text = planComment({ stacks: [{ kind: 'failed', stack: 's', reason: 'no\n```\n# owned' }], access: '', whole });
  expect(text).toContain('| `s` | **no plan** |');
  expect(text).toContain("```text\nno\n'''\n# owned\n```");
});

test('nothing is drift where all plans are empty; a stack without a plan is', () => {
  expect(driftIssue([report('a', []), report('b', [])], whole)).toEqual({ kind: 'clean' });
  const drifted = driftIssue(
    [report('a', ['x.y']), report('b', []), { kind: 'failed', stack: 'c', reason: 'r' }],
    whole,
  );
  expect(drifted).toMatchObject({ kind: 'drifted', title: 'Drift: a, c' });
  if (drifted.kind !== 'drifted') throw new Error('no drift');
  expect(drifted.body.startsWith(driftMarker)).toBe(true);
  expect(drifted.body).toContain('| update | `x.y` | `policy` |');
  expect(drifted.body).not.toContain('## b');
});

test('an issue about a great drift still fits', () => {
  const drifted = driftIssue([report('a', Array(5000).fill('aws_iam_role_policy.some-role') as string[])], whole);
  if (drifted.kind !== 'drifted') throw new Error('no drift');
  expect(drifted.body.length).toBeLessThanOrEqual(commentLimit);
  expect(drifted.body).toContain('The tables do not fit. Stacks: a.');
});

const manifest = (dependencies: Readonly<Record<string, readonly string[]>>): string =>
  JSON.stringify({
    stacks: Object.fromEntries(Object.entries(dependencies).map(([name, needed]) => [name, { dependencies: needed }])),
  });

test('each stack comes after those that it reads', () => {
  expect(stackOrder(manifest({ a: ['c'], b: ['a', 'c'], c: [], d: [] }))).toEqual(['c', 'a', 'b', 'd']);
});

test.each([
  ['a cycle', manifest({ a: ['b'], b: ['a'] }), 'has a cycle: a -> b -> a'],
  ['an unknown dependency', manifest({ a: ['x'] }), 'has a stack that depends on "x", which it does not hold'],
  ['no stacks', '{}', 'names no stacks'],
  ['a path as a name', manifest({ '../a': [] }), 'has the unusable stack name "../a"'],
  ['no dependencies', '{"stacks":{"a":{}}}', 'does not say on which stacks a depends'],
])('a manifest with %s is refused', (_, text, message) => {
  expect(() => stackOrder(text)).toThrow(message);
});

test('of many losses the first are named, and the others counted', () => {
  const resources = Array.from({ length: 2000 }, (_, at) => ({
    address: `aws_dynamodb_table.table-with-a-long-name-${at}`,
    action: 'delete' as const,
    because: [],
    loses: 'data',
  }));
  const text = planComment({
    stacks: [{ kind: 'planned', summary: { stack: 's', digest: 'd', outputs: [], resources } }],
    access: '',
    whole,
  });
  expect(text.length).toBeLessThanOrEqual(commentLimit);
  expect(text).toContain('**data** of `aws_dynamodb_table.table-with-a-long-name-9`<br>and 1990 more |');
});
