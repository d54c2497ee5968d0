import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDiff } from '../../../../access/diff/run-diff';
import { synthesizedOutput, type SynthesizedOutput } from '../../../support/synthesized-output';
import { Terraform } from './seeded-change';

/** A folder for the tests of one file. */
export const scratch = mkdtempSync(join(tmpdir(), 'access-diff-command-'));
/** Worktrees are made here, and must be gone. */
const temporary = join(scratch, 'tmp');
/** With revisions that synthesize, and others that do not. */
export const repository = join(scratch, 'repository');
/** What the revisions synthesize. */
export const before = synthesizedOutput();
/** The same with a route that asks for nothing; it lies in the repository's `cdktf.out`. */
export const after = synthesizedOutput();
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

/** Makes it all, before the tests. */
export function makeRepository(): void {
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
}
/** Removes it all, after the tests. */
export function removeRepository(): void {
  if (environmentBefore === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = environmentBefore;
  for (const output of outputs) output.remove();
  rmSync(scratch, { recursive: true, force: true });
}

/** How a command ended. */
export interface Ran {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

/** Runs the command in the repository. */
export async function run(
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

/** No worktree is, and no folder of one. */
export function nothingIsLeft(): void {
  expect(readdirSync(temporary)).toEqual([]);
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
}
