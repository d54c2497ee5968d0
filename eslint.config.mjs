import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import unicorn from 'eslint-plugin-unicorn';
import tseslint from 'typescript-eslint';

/**
 * What each room may import from the others. A room that is not named here is closed to all.
 * Data flows one way: settings -> constructs -> stacks -> cdktf.out -> blueprint -> sandbox | access.
 * What judges (blueprint, iam, sandbox, access) must not share the bugs of what it judges.
 * @type {Record<string, readonly string[]>}
 */
export const rooms = {
  constructs: ['constructs'],
  stacks: ['stacks', 'constructs'],
  functions: ['functions'],
  blueprint: ['blueprint'],
  iam: ['iam'],
  sandbox: ['sandbox', 'blueprint', 'iam'],
  access: ['access', 'blueprint', 'iam'],
  tour: ['tour'],
  scripts: ['scripts', 'blueprint', 'sandbox', 'tour', 'access'],
  bench: ['bench', 'constructs', 'functions', 'blueprint', 'sandbox', 'tour', 'access'],
};

const roomNames = Object.keys(rooms);

const zones = roomNames.flatMap((room) => [
  ...roomNames
    .filter((other) => !rooms[room]?.includes(other))
    // A stack takes the type of a function's environment, and nothing else; see `typeOnlyAcrossRooms`.
    .filter((other) => !(room === 'stacks' && other === 'functions'))
    .map((other) => ({
      target: `./${room}`,
      from: `./${other}`,
      message: `${room}/ may import only: ${rooms[room]?.join(', ')}.`,
    })),
  { target: `./${room}`, from: './main.ts', message: 'main.ts composes the app; nothing imports it but tests.' },
  ...(room === 'stacks'
    ? []
    : [{ target: `./${room}`, from: './settings.ts', message: 'Only main.ts and stacks/ know the settings.' }]),
]);

const noErrorLiterals = {
  selector: "NewExpression[callee.name='Error']",
  message: 'Throw a named error from the errors.ts of the room: what is wrong, the value, what is allowed, what to do.',
};

const ambient = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Take the clock as an argument.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the clock as an argument.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take the id source as an argument.',
  },
  { selector: "CallExpression[callee.name='randomUUID']", message: 'Take the id source as an argument.' },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only composition roots read the environment.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules/', 'cdktf.out/', '.build/', '.venv/', '.venv-scan/', '.sandbox/', 'coverage/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.cjs', '**/*.mjs'],
    plugins: { 'import-x': importX, jsdoc, unicorn },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-aws',
              message: 'Import @cdktf/provider-aws/lib/<resource>: the barrel costs 2 s and 800 MB.',
            },
          ],
        },
      ],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'unicorn/filename-case': ['error', { case: 'kebabCase', ignore: [/\.d\.ts$/] }],
      'unicorn/prefer-node-protocol': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['__tests__/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'],
          checkConstructors: false,
        },
      ],
      'no-restricted-syntax': ['error', noErrorLiterals, ...ambient],
    },
  },
  {
    // Barrels hide who uses what, and cost start time.
    files: ['**/*.ts'],
    ignores: ['__tests__/**'],
    rules: { 'unicorn/no-empty-file': 'error' },
  },
  {
    // Type only: synthesis must never run Lambda code.
    files: ['stacks/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: '@cdktf/provider-aws', message: 'Import @cdktf/provider-aws/lib/<resource>.' }],
          patterns: [
            {
              group: ['**/functions/**'],
              allowTypeImports: true,
              message: "A stack takes the type of a function's environment (import type), never its code.",
            },
            {
              regex: 'functions/(?!.*/environment$)',
              message: 'Only functions/<name>/environment.ts is open to stacks.',
            },
          ],
        },
      ],
    },
  },
  {
    // The composition roots: the only places that read the environment, the real clock and real randomness.
    files: [
      'main.ts',
      'settings.ts',
      'scripts/**/*.ts',
      'sandbox/main.ts',
      'sandbox/system/*.ts',
      'tour/**/*.ts',
      'bench/**/*.ts',
      'functions/*/index.ts',
      'sandbox/**/*.cjs',
    ],
    rules: { 'no-restricted-syntax': ['error', noErrorLiterals] },
  },
  {
    files: ['**/errors.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ambient], 'max-params': 'off' },
  },
  {
    files: ['scripts/**/*.ts', 'tour/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-undef': 'off' },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true }] },
  },
);
