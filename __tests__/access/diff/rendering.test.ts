import type { AccessChange, AccessDiff } from '../../../access/diff/model';
import { diffMarkdown } from '../../../access/diff/render/markdown';
import { diffText } from '../../../access/diff/render/text';
import { type Concern, concernsOf } from '../../../access/diff/summary';

const at = {
  stack: 'notes',
  address: 'aws_api_gateway_method.api-notes-GET',
  construct: 'notes/api/notes/GET/Resource',
};

const nothing: AccessDiff = { version: 2, access: [], checks: [], losses: [], hints: [] };

const everything: AccessDiff = {
  version: 2,
  access: [
    { direction: 'gain', target: 'GET notes/notes', principals: ['nobody'], before: 'denied', after: 'allowed', at },
    {
      direction: 'loss',
      target: 'POST notes/createnote',
      principals: ['group notes/authors', 'user notes'],
      before: 'allowed',
      after: 'absent',
      at,
    },
  ],
  checks: [
    { kind: 'iam-to-none', what: 'authorization', before: 'AWS_IAM', after: 'NONE', at },
    { kind: 'mfa-raised', what: 'mfa_configuration', before: 'OFF', after: 'ON', at },
  ],
  losses: [{ kind: 'replaced', kept: 'users', because: 'name changed from "a" to "b"', at }],
  hints: [
    { kind: 'renamed', before: 'group notes/a', after: 'group notes/b', text: 'group notes/b may be group notes/a.' },
  ],
};

const place = 'notes: aws_api_gateway_method.api-notes-GET (notes/api/notes/GET/Resource)';

test('nothing that changed is one line', () => {
  expect(diffText(nothing)).toBe('No change of access.');
  expect(diffMarkdown(nothing)).toBe('No change of access.');
});

test('as text: counts, what is weaker, what is lost, who gains, who loses, what is stronger', () => {
  expect(diffText(everything).split('\n')).toEqual([
    '1 weaker check, 1 loss of users or data, 1 gain of access, 2 losses of access, 1 stronger check',
    '',
    'Weaker checks',
    '  iam to none: authorization',
    '    before  AWS_IAM',
    '    after   NONE',
    `    at      ${place}`,
    '',
    'Loss of users or data',
    `  ${place}`,
    '    replaced, since name changed from "a" to "b": lost is all users of this user pool',
    '',
    'Gained access',
    '  GET notes/notes: allowed, was denied',
    '    everybody, without credentials',
    `    at      ${place}`,
    '',
    'Lost access',
    '  POST notes/createnote: absent, was allowed',
    '    group notes/authors',
    '    user notes',
    `    at      ${place}`,
    '',
    'Stronger checks',
    '  mfa raised: mfa_configuration',
    '    before  OFF',
    '    after   ON',
    `    at      ${place}`,
    '',
    'Please look',
    '  group notes/b may be group notes/a.',
  ]);
});

test('as Markdown: the same in tables', () => {
  const header = (cells: string, count: number) => [`| ${cells} |`, `|${' --- |'.repeat(count)}`];
  expect(diffMarkdown(everything).split('\n')).toEqual([
    '**1 weaker check, 1 loss of users or data, 1 gain of access, 2 losses of access, 1 stronger check**',
    '',
    '### Weaker checks (1)',
    '',
    ...header('Check | Before | After | Where', 4),
    `| **iam to none**<br>\`authorization\` | \`AWS_IAM\` | \`NONE\` | \`${place}\` |`,
    '',
    '### Loss of users or data (1)',
    '',
    ...header('Where | What happens', 2),
    `| \`${place}\` | \`replaced, since name changed from "a" to "b": lost is all users of this user pool\` |`,
    '',
    '### Gained access (1)',
    '',
    ...header('Target | Who | Now | Where', 4),
    `| \`GET notes/notes\` | \`everybody, without credentials\` | allowed, was denied | \`${place}\` |`,
    '',
    '### Lost access (1)',
    '',
    ...header('Target | Who | Now | Where', 4),
    `| \`POST notes/createnote\` | \`group notes/authors\`<br>\`user notes\` | absent, was allowed | \`${place}\` |`,
    '',
    '### Stronger checks (1)',
    '',
    ...header('Check | Before | After | Where', 4),
    `| **mfa raised**<br>\`mfa_configuration\` | \`OFF\` | \`ON\` | \`${place}\` |`,
    '',
    '### Please look',
    '',
    '- `group notes/b may be group notes/a.`',
  ]);
});

function otherwise(direction: AccessChange['direction']): AccessChange {
  const conditions = { before: 'StringEquals a x', after: 'StringEquals b x' };
  const standing = { before: 'conditional', after: 'conditional' } as const;
  return { direction, target: 'GET notes/notes', principals: ['user notes'], ...standing, conditions, at };
}

interface Told {
  readonly direction: AccessChange['direction'];
  readonly heading: string;
  readonly how: string;
  readonly concerns: readonly Concern[];
}

test.each<Told>([
  { direction: 'changed', heading: 'Gained access', how: 'on another condition than before', concerns: ['gain'] },
  { direction: 'gain', heading: 'Gained access', how: 'more often than before', concerns: ['gain'] },
  { direction: 'loss', heading: 'Lost access', how: 'less often than before', concerns: [] },
])('another condition, $direction: under "$heading"', ({ direction, heading, how, concerns }) => {
  const diff: AccessDiff = { ...nothing, access: [otherwise(direction)] };
  expect(concernsOf(diff)).toEqual(concerns);
  expect(diffText(diff).split('\n').slice(2)).toEqual([
    heading,
    `  GET notes/notes: conditional, ${how}`,
    '    user notes',
    '    before  if StringEquals a x',
    '    after   if StringEquals b x',
    `    at      ${place}`,
  ]);
  expect(diffMarkdown(diff)).toContain(
    `| \`user notes\` | conditional, ${how}<br>before \`StringEquals a x\`<br>after \`StringEquals b x\` |`,
  );
});

describe('names come from the change under review', () => {
  const hostile = 'x\n\n# No change of access\n`</code>`|<img src=x>\u001B[2J\u202Egnorts';
  const diff: AccessDiff = {
    ...everything,
    checks: [
      { kind: 'iam-to-none', what: hostile, before: hostile, after: hostile, at: { ...at, construct: hostile } },
    ],
    losses: [{ kind: 'destroyed', kept: 'data', because: hostile, at: { ...at, stack: hostile } }],
    hints: [{ kind: 'renamed', before: hostile, after: hostile, text: hostile }],
    access: [
      { direction: 'gain', target: hostile, principals: [hostile], before: 'absent', after: 'allowed', at },
      {
        ...otherwise('changed'),
        target: hostile,
        conditions: { before: hostile, after: hostile },
      },
    ],
  };

  test.each([
    ['text', diffText],
    ['Markdown', diffMarkdown],
  ])('they begin no line, and move no cursor, in %s', (_, render) => {
    const written = render(diff);
    expect(written).toContain('No change of access');
    expect(written).not.toMatch(/^# /m);
    expect(written.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  });

  test('they stay within code, and within their cell', () => {
    for (const line of diffMarkdown(diff)
      .split('\n')
      .filter((row) => row.includes('img'))) {
      const outside = line.replace(/(`+) .*?[^`] \1(?!`)/g, '');
      expect(outside).not.toMatch(/[<>]img|<\/code>|<img/);
      if (line.startsWith('|')) expect(line.match(/(?<!\\)\|/g)).toHaveLength(line.includes('destroyed') ? 3 : 5);
    }
  });
});

test('a comment holds no more than fits, and says where the rest is', () => {
  const many = Array.from({ length: 2_000 }, (_, number) => ({
    kind: 'callback-url-added' as const,
    what: 'callback_urls',
    before: 'none',
    after: `https://app-${number}.example/callback`,
    at,
  }));
  const written = diffMarkdown({ ...everything, checks: many });
  expect(written.length).toBeLessThan(41_000);
  expect(written).toMatch(/^\*\*2000 weaker checks, /);
  expect(written.split('\n').at(-1)).toBe('There is more than fits here. The whole: `npm run access diff -- <base>`.');
  expect(written.split('\n').at(-3)).toMatch(/^\| .* \|$/);
});
