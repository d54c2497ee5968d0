import fc from 'fast-check';
import { planComment, planMarker, type StackReport } from '../../scripts/review/comment';
import { driftIssue, driftMarker } from '../../scripts/review/drift';
import { commentLimit } from '../../scripts/review/github';
import { judgesAmong } from '../../scripts/review/judges';
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

/** What the comment makes of the change of access, alone. */
const asShown = (access: string): string =>
  /### Access\n\n([\s\S]*)\n\nThe whole:/.exec(planComment({ stacks: [], access, whole }, Infinity))?.[1] ?? '';

test('any comment begins with the marker, and fits; what is cut is named, with where the whole is', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200_000, size: 'max' }),
      fc.oneof(fc.array(fc.nat(3000), { minLength: 1, maxLength: 9 }), fc.constant(Array(2000).fill(3) as number[])),
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
        expect(text.includes('**Cut, because')).toBe(rows < all || !text.includes(asShown(access)));
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

test('of a long reason the beginning is told, so that the plans of the other stacks fit', () => {
  const text = planComment({
    stacks: [{ kind: 'failed', stack: 's', reason: 'x'.repeat(100_000) }],
    access: '',
    whole,
  });
  expect(/```text\n(x+)\n```/.exec(text)?.[1]).toHaveLength(2000);
  expect(text).not.toContain('**Cut, because');
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
    loses: 'data' as const,
  }));
  const text = planComment({
    stacks: [{ kind: 'planned', summary: { stack: 's', digest: 'd', outputs: [], resources } }],
    access: '',
    whole,
  });
  expect(text.length).toBeLessThanOrEqual(commentLimit);
  expect(text).toContain('**data** of `aws_dynamodb_table.table-with-a-long-name-9`<br>and 1990 more |');
});

test('the change of access calls nobody, shows no image, and hides no address, in whatever code it seems to stand', () => {
  const bad = [
    '@everybody',
    '![x](https://a.example/x)',
    '[safe](https://a.example)',
    '[safe][1]',
    '[1]: https://a.example',
  ];
  const html = ['<img src=x>', '<br onload=x>', '<!-- hidden', '</details>', '<a href=x>'];
  for (const text of [...bad, ...html]) {
    for (const access of [text, `| \`a | ${text} |`, `\`${text}\``]) {
      const shown = asShown(access);
      expect(shown.length).toBeGreaterThan(access.length);
      expect(shown.replaceAll('\u200B', '')).toBe(access);
      expect(shown).not.toMatch(/@\w|\][([:]|<[\w!/]/);
    }
  }
  expect(asShown('| **MFA lowered**<br>`pool` |')).toBe('| **MFA lowered**<br>`pool` |');
});

test('the headings of the change of access are below those of the comment', () => {
  expect(asShown('# a\n\n### b\n\n#### c')).toBe('#### a\n\n#### b\n\n#### c');
});

test('no plans are told as such, and not as plans without a change', () => {
  const text = planComment({ stacks: undefined, access: '', whole });
  expect(text).toContain('**There are no plans.** The job "plan" says why.');
  expect(text).not.toContain('| Stack |');
});

test('files that tell of the change are named before anything else, as text', () => {
  const judges = ['access/a`\n# owned.ts', ...Array.from({ length: 12 }, (_, at) => `iam/${at}.ts`)];
  const lines = planComment({ stacks: [], access: 'a', whole, judges }).split('\n');
  const at = lines.findIndex((line) => line.startsWith('**This pull request changes what tells you this.'));
  expect(lines[at]).toContain('first:** `access/a  # owned.ts`, `iam/0.ts`');
  expect(lines[at]).toContain('`iam/8.ts`, and 3 more');
  expect(at).toBeLessThan(lines.findIndex((line) => line.startsWith('| Stack |')));
  expect(planComment({ stacks: [], access: 'a', whole, judges: [] })).not.toContain('Read these files first');
});

test.each([
  ...['access/diff/a.ts', 'blueprint/a.ts', 'iam/a.ts', 'scripts/review/main.ts', 'constructs/checks/a.ts'],
  ...['.github/workflows/plan.yml', '.github/CODEOWNERS', 'package.json', 'package-lock.json', '.npmrc'],
])('%s is part of what tells of a change', (file) => {
  expect(judgesAmong([file, 'README.md', file])).toEqual([file]);
});

test.each(['docs/access/a.md', 'stacks/notes.ts', 'constructs/cognito/a.ts', '__tests__/iam/a.ts', 'x/package.json'])(
  '%s is not',
  (file) => {
    expect(judgesAmong([file])).toEqual([]);
  },
);
