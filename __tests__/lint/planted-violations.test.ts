import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

interface Planted {
  readonly name: string;
  readonly filePath: string;
  readonly code: string;
  /** The rule that must object; `undefined` where none may. */
  readonly rule: string | undefined;
}

const rooms = 'import-x/no-restricted-paths';
const use = (what: string, from: string): string => `import { ${what} } from '${from}';\nvoid ${what};\n`;

/** One violation a rule: a rule that is switched off, or that no longer sees its files, turns one of these red. */
const planted: readonly Planted[] = [
  {
    name: 'iam imports blueprint',
    filePath: 'iam/planted.ts',
    code: use('readBlueprint', '../blueprint/read-blueprint'),
    rule: rooms,
  },
  {
    name: 'blueprint imports stacks',
    filePath: 'blueprint/planted.ts',
    code: use('NotesStack', '../stacks/notes'),
    rule: rooms,
  },
  {
    name: 'sandbox imports functions',
    filePath: 'sandbox/planted.ts',
    code: use('createHandler', '../functions/create-note/handler'),
    rule: rooms,
  },
  {
    name: 'sandbox imports constructs',
    filePath: 'sandbox/http/planted.ts',
    code: use('BaseStack', '../../constructs/base-stack'),
    rule: rooms,
  },
  {
    name: 'sandbox imports the settings',
    filePath: 'sandbox/planted.ts',
    code: use('loadSettings', '../settings'),
    rule: rooms,
  },
  {
    name: 'functions import sandbox',
    filePath: 'functions/shared/planted.ts',
    code: use('startSandbox', '../../sandbox/main'),
    rule: rooms,
  },
  {
    name: 'constructs import stacks',
    filePath: 'constructs/planted.ts',
    code: use('NotesStack', '../stacks/notes'),
    rule: rooms,
  },
  {
    name: 'access imports constructs',
    filePath: 'access/planted.ts',
    code: use('BaseStack', '../constructs/base-stack'),
    rule: rooms,
  },
  {
    name: 'access imports sandbox',
    filePath: 'access/callers/planted.ts',
    code: use('startSandbox', '../../sandbox/main'),
    rule: rooms,
  },
  {
    name: 'the tour imports the sandbox',
    filePath: 'tour/planted.ts',
    code: use('startSandbox', '../sandbox/main'),
    rule: rooms,
  },
  {
    name: 'a stack runs Lambda code',
    filePath: 'stacks/planted.ts',
    code: use('createHandler', '../functions/create-note/handler'),
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'sandbox imports iam',
    filePath: 'sandbox/planted.ts',
    code: use('evaluate', '../iam/evaluate'),
    rule: undefined,
  },
  {
    name: 'the provider barrel',
    filePath: 'constructs/planted.ts',
    code: use('iamRole', '@cdktf/provider-aws'),
    rule: 'no-restricted-imports',
  },
  {
    name: 'the provider barrel in a stack',
    filePath: 'stacks/planted.ts',
    code: use('iamRole', '@cdktf/provider-aws'),
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'an unnamed error',
    filePath: 'iam/planted.ts',
    code: "throw new Error('no');\nexport {};\n",
    rule: 'no-restricted-syntax',
  },
  {
    name: 'the real clock',
    filePath: 'sandbox/gateway/planted.ts',
    code: 'export const now = Date.now();\n',
    rule: 'no-restricted-syntax',
  },
  {
    name: 'the environment',
    filePath: 'constructs/planted.ts',
    code: "export const stage = process.env['STAGE'];\n",
    rule: 'no-restricted-syntax',
  },
  {
    name: 'any',
    filePath: 'iam/planted.ts',
    code: 'export const value: any = 1;\n',
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    name: 'a file name that is not kebab-case',
    filePath: 'iam/plantedFile.ts',
    code: 'export const value = 1;\n',
    rule: 'unicorn/filename-case',
  },
  {
    name: 'an undocumented export',
    filePath: 'iam/planted.ts',
    code: 'export function undocumented(): void {}\n',
    rule: 'jsdoc/require-jsdoc',
  },
  {
    name: 'a suppression without a reason',
    filePath: 'iam/planted.ts',
    code: '// @ts-expect-error\nexport const value: string = 1;\n',
    rule: '@typescript-eslint/ban-ts-comment',
  },
];

test('lint sees every planted violation', () => {
  const linter = spawnSync(process.execPath, [resolve(__dirname, 'lint-planted.mjs')], {
    input: JSON.stringify(planted),
    encoding: 'utf8',
    cwd: resolve(__dirname, '../..'),
  });
  expect(linter.stderr).toBe('');
  const results = JSON.parse(linter.stdout) as readonly (readonly { readonly ruleId: string }[])[];
  const seen = planted.map(({ name, rule }, index) => {
    const broken = (results[index] ?? []).map(({ ruleId }) => ruleId);
    return { name, rule, ok: rule === undefined ? broken.length === 0 : broken.includes(rule), broken };
  });
  expect(seen.filter(({ ok }) => !ok)).toEqual([]);
});
