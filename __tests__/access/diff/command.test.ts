import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDiff } from '../../../access/diff/run-diff';
import { synthesizedOutput, type SynthesizedOutput } from '../../support/synthesized-output';
import { Terraform } from './support/seeded-change';

const scratch = mkdtempSync(join(tmpdir(), 'access-diff-command-'));
/** Worktrees are made here, and must be gone. */
const temporary = join(scratch, 'tmp');
const repository = join(scratch, 'repository');
const before = synthesizedOutput();
const after = synthesizedOutput();
const outputs: readonly SynthesizedOutput[] = [before, after];
const environmentBefore = process.env['TMPDIR'];

const synth = `
  import { cpSync, existsSync } from 'node:fs';
  if (!existsSync('node_modules/present')) throw new Error('no packages');
  if (existsSync('broken')) throw new Error('this revision is broken');
  cpSync('synthesized', process.env.CDKTF_OUTDIR, { recursive: true });
`;

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function write(name: string, text: string): void {
  writeFileSync(join(repository, name), text);
}

function commit(tag: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', tag);
  git('tag', tag);
}

beforeAll(() => {
  for (const output of outputs) output.keepOnly('notes');
  after.edit('notes', (terraform) => {
    new Terraform(terraform).at('aws_api_gateway_method.api-notes-GET')['authorization'] = 'NONE';
  });
  mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
  mkdirSync(join(repository, 'node_modules/present'), { recursive: true });
  git('init', '--quiet');
  write('.gitignore', 'node_modules\ncdktf.out\n');
  write('package.json', JSON.stringify({ name: 'app', private: true, scripts: { synth: 'node synth.mjs' } }));
  write('package-lock.json', JSON.stringify({ name: 'app', lockfileVersion: 3, requires: true, packages: {} }));
  write('synth.mjs', synth);
  cpSync(before.folder, join(repository, 'synthesized'), { recursive: true });
  commit('good');
  write('broken', '');
  commit('broken');
  rmSync(join(repository, 'broken'));
  const packages = { '': { name: 'app' } };
  write('package-lock.json', JSON.stringify({ name: 'app', lockfileVersion: 3, requires: true, packages }));
  write('synth.mjs', synth.replace('node_modules/present', 'package.json'));
  commit('other-packages');
  write('package.json', JSON.stringify({ name: 'app', dependencies: { 'not-in-the-lockfile': '1.0.0' } }));
  commit('broken-packages');
  rmSync(join(repository, 'package-lock.json'));
  commit('no-packages');
  git('checkout', '--quiet', 'good');
  cpSync(after.folder, join(repository, 'cdktf.out'), { recursive: true });
});

afterAll(() => {
  if (environmentBefore === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = environmentBefore;
  for (const output of outputs) output.remove();
  rmSync(scratch, { recursive: true, force: true });
});

interface Ran {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

async function run(
  args: readonly string[],
  io: { folder?: string; signal?: AbortSignal; environment?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  let [printed, complained] = ['', ''];
  const status = await runDiff(args, {
    folder: io.folder ?? repository,
    environment: io.environment ?? process.env,
    print: (text) => (printed += text),
    complain: (text) => (complained += text),
    signal: io.signal,
  });
  return { status, printed, complained };
}

function nothingIsLeft(): void {
  expect(readdirSync(temporary)).toEqual([]);
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
}

describe('with a folder', () => {
  test('the change is told', async () => {
    const { status, printed, complained } = await run([before.folder]);
    expect({ status, complained }).toEqual({ status: 0, complained: '' });
    expect(printed).toMatch(/^1 weaker check, 0 losses of users or data, 1 gain of access, 0 losses of access, /);
    expect(printed).toContain('iam to none: authorization');
  });

  test('as JSON, with its version', async () => {
    const { printed } = await run([before.folder, '--json']);
    expect(JSON.parse(printed)).toMatchObject({
      version: 2,
      access: [{ direction: 'gain', target: 'GET notes/notes', principals: ['nobody'] }],
      checks: [
        {
          kind: 'iam-to-none',
          at: {
            stack: 'notes',
            address: 'aws_api_gateway_method.api-notes-GET',
            construct: 'notes/api/notes/GET/Resource',
          },
        },
      ],
      losses: [],
    });
  });

  test('the same folder is no change', async () => {
    expect(await run([after.folder, '--markdown'])).toEqual({
      status: 0,
      printed: 'No change of access.',
      complained: '',
    });
  });

  test.each([
    [['--fail-on', 'gain'], 1],
    [['--fail-on', 'weaker'], 1],
    [['--fail-on', 'loss'], 0],
    [['--fail-on', 'loss,weaker'], 1],
    [['--fail-on', 'loss', '--fail-on', 'gain'], 1],
  ])('%j ends with %d', async (options, status) => {
    expect((await run([before.folder, ...options])).status).toBe(status);
  });

  test('what is stronger again fails on nothing', async () => {
    const options = ['--output', before.folder, '--fail-on', 'gain,weaker,loss'];
    expect(await run([after.folder, ...options])).toMatchObject({ status: 0, complained: '' });
  });
});

describe('with a revision', () => {
  test('it is synthesized elsewhere with its own code, compared, and removed', async () => {
    const { status, printed, complained } = await run(['good', '--fail-on', 'weaker']);
    expect({ status, complained }).toEqual({ status: 1, complained: '' });
    expect(printed).toContain('iam to none');
    nothingIsLeft();
  });

  test('from a folder within the repository', async () => {
    const folder = join(repository, 'synthesized');
    expect(await run(['HEAD', '--output', '../cdktf.out'], { folder })).toMatchObject({ status: 0, complained: '' });
    nothingIsLeft();
  });

  test('from within a hook of git', async () => {
    process.env['GIT_DIR'] = join(scratch, 'nowhere');
    try {
      expect(await run(['good'])).toMatchObject({ status: 0, complained: '' });
    } finally {
      delete process.env['GIT_DIR'];
    }
    nothingIsLeft();
  });

  test('the hooks of the repository do not run', async () => {
    const hook = join(repository, '.git/hooks/post-checkout');
    mkdirSync(join(repository, '.git/hooks'), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch '${join(scratch, 'hook-ran')}'\n`, { mode: 0o755 });
    expect(await run(['good'])).toMatchObject({ status: 0 });
    expect(existsSync(join(scratch, 'hook-ran'))).toBe(false);
    rmSync(hook);
  });

  test('one that does not synthesize is no answer, and is removed', async () => {
    const { status, printed, complained } = await run(['broken']);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toMatch(
      /^The base "broken" does not synthesize, .* settings .*, or synthesize it elsewhere and give the folder that cdktf synth wrote\.\n"npm run --silent synth" ended with 1\.\n/,
    );
    expect(complained).toContain('this revision is broken');
    nothingIsLeft();
  });

  test.each([[['no-packages']], [['no-packages', '--install']]])('without a package-lock.json: %j', async (args) => {
    const { status, printed, complained } = await run(args);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toBe(
      'The base "no-packages" has no package-lock.json at the top of the repository, so which packages its code needs ' +
        'is not known. Give a revision that has one, or synthesize it elsewhere and give the folder that cdktf synth wrote.',
    );
    nothingIsLeft();
  });

  test('one whose packages cannot be installed is no answer, and is removed', async () => {
    const { status, printed, complained } = await run(['broken-packages', '--install']);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toMatch(
      /^The packages of the base "broken-packages" cannot be installed here\. .*\n"npm ci --no-audit --no-fund" ended with 1\.\n/,
    );
    expect(complained).toContain('not-in-the-lockfile');
    nothingIsLeft();
  });

  test('where no packages are installed here, it says so', async () => {
    const packages = join(repository, 'node_modules');
    renameSync(packages, `${packages}-away`);
    try {
      const { status, complained } = await run(['good']);
      expect({ status, complained }).toEqual({
        status: 2,
        complained: `${realpathSync(repository)}/node_modules does not exist, and the base needs the packages in it to be synthesized. Run "npm ci" first.`,
      });
    } finally {
      renameSync(`${packages}-away`, packages);
    }
    nothingIsLeft();
  });

  test('where git makes no worktree, what it says is told', async () => {
    const worktrees = join(repository, '.git/worktrees');
    writeFileSync(worktrees, 'no folder');
    try {
      const { status, complained } = await run(['good']);
      expect(status).toBe(2);
      expect(complained).toMatch(
        /^Git makes no worktree of the base "good"\. .* give the folder that cdktf synth wrote\.\n"git .* worktree add .*" ended with 128\.\n/,
      );
    } finally {
      rmSync(worktrees);
    }
    nothingIsLeft();
  });

  test('where there is no git, it says so', async () => {
    const { status, complained } = await run(['good'], { environment: { PATH: scratch } });
    expect(status).toBe(2);
    expect(complained).toMatch(
      /^The base cannot be looked for\. Install what is missing, .*\n"git" ended with .*ENOENT/,
    );
  });

  test('one that needs other packages is no answer, but for --install', async () => {
    const { status, complained } = await run(['other-packages']);
    expect(status).toBe(2);
    expect(complained).toMatch(/^The base "other-packages" has another package-lock\.json, .* Add --install /);
    nothingIsLeft();
    expect(await run(['other-packages', '--install'])).toMatchObject({ status: 0, complained: '' });
    nothingIsLeft();
  });

  test('a person who stops it leaves nothing behind', async () => {
    const stop = new AbortController();
    const running = run(['good'], { signal: stop.signal });
    stop.abort();
    expect((await running).status).toBe(2);
    nothingIsLeft();
  });
});

describe('there is no answer, and the status is 2, for', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no base', [], /^With what to compare is missing\.\n\nUsage:/],
    ['two bases', ['good', 'broken'], /^One base can be compared, not "broken" too\./],
    ['an unknown option', ['good', '--yaml'], /^Unknown option '--yaml'/],
    ['two formats', ['good', '--json', '--markdown'], /^Choose one of --json and --markdown\./],
    ['an unknown concern', ['good', '--fail-on', 'change'], /^--fail-on takes gain, weaker, loss, not "change"\./],
    ['an empty concern', ['good', '--fail-on', 'gain,'], /^--fail-on takes gain, weaker, loss, not ""\./],
    ['an unknown revision', ['nowhere'], /^The base "nowhere" is neither a folder .* nor a git revision\. Give /],
    ['an option of git', ['--', '--all'], /^The base "--all" is neither a folder .* nor a git revision\./],
    [
      'a folder that is none of cdktf',
      ['./synthesized/stacks'],
      /^The base "\.\/synthesized\/stacks" is a folder without/,
    ],
    [
      'nothing synthesized',
      ['synthesized', '--output', 'nowhere'],
      /^What is compared with the base cannot be read, .*nowhere\/manifest\.json cannot be read/,
    ],
  ])('%s', async (_, args, complaint) => {
    const { status, printed, complained } = await run(args);
    expect({ status, printed }).toEqual({ status: 2, printed: '' });
    expect(complained).toMatch(complaint);
  });

  test('a revision outside of any repository', async () => {
    const { status, complained } = await run(['main', '--output', after.folder], { folder: scratch });
    expect(status).toBe(2);
    expect(complained).toMatch(/is in no git repository, so the base "main" can be no revision\./);
  });

  test.each<[what: string, change: (terraform: Terraform) => void, complaint: RegExp]>([
    [
      'a resource of an unknown type',
      (terraform) => terraform.add('aws_unheard_of.thing', {}),
      /^The base cannot be read, so nothing is said about the change\. .*aws_unheard_of\.thing/,
    ],
    [
      'a policy that is none',
      (terraform) => terraform.replace('aws_iam_role_policy.authenticated', 'policy', ['"Allow"', '"Permit"']),
      /^The base cannot be read, so nothing is said about the change\. The policy of notes:aws_iam_role_policy\.authenticated is not understood\. .*"Permit"/,
    ],
  ])('a base that cannot be read: %s', async (_, change, complaint) => {
    const broken = synthesizedOutput();
    broken.keepOnly('notes');
    broken.edit('notes', (terraform) => change(new Terraform(terraform)));
    const { status, complained } = await run([broken.folder]);
    broken.remove();
    expect(status).toBe(2);
    expect(complained).toMatch(complaint);
  });
});
