import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commandFailed,
  type FailedCommand,
  installFailed,
  noLockfile,
  noRepository,
  notInstalled,
  noWorktree,
  otherLockfile,
  synthesisFailed,
  unknownBase,
} from './errors';
import { type CommandOptions, mustRun, runCommand } from './run-command';

/** A revision, and whether its own packages may be installed for it. */
export interface Revision {
  readonly base: string;
  readonly install: boolean;
}

/**
 * Synthesizes a git revision with its own code, in a worktree outside the checkout, and hands over the output folder.
 * The worktree is gone afterwards, whatever happens.
 *
 * @throws DiffError where there is no such revision, where it needs other packages, or where it does not synthesize
 */
export async function atRevision<Result>(
  { base, install }: Revision,
  options: CommandOptions,
  use: (outputFolder: string) => Result,
): Promise<Result> {
  const repository = { ...options, environment: withoutRepository(options.environment) };
  const root = await rootOf(base, repository);
  const commit = await commitOf(base, repository);
  const temporary = mkdtempSync(join(tmpdir(), 'access-diff-'));
  const tree = join(temporary, 'tree');
  try {
    await addWorktree(tree, { base, commit }, repository);
    await providePackages(tree, { root, base, install, options: repository });
    const output = join(tree, 'cdktf.out');
    await synthesize(tree, { base, output }, repository);
    return use(output);
  } finally {
    // Without the signal: what was begun is cleaned up also where the person wants no answer any more.
    await runCommand('git', ['worktree', 'remove', '--force', tree], { ...repository, signal: undefined });
    rmSync(temporary, { recursive: true, force: true });
    await runCommand('git', ['worktree', 'prune'], { ...repository, signal: undefined });
  }
}

function addWorktree(
  tree: string,
  { base, commit }: { readonly base: string; readonly commit: string },
  options: CommandOptions,
): Promise<string> {
  const command = ['git', ...noHooks, 'worktree', 'add', '--detach', '--quiet', tree, commit] as const;
  return mustRun({ command, failed: (how) => noWorktree(base, how) }, options);
}

function synthesize(
  tree: string,
  { base, output }: { readonly base: string; readonly output: string },
  options: CommandOptions,
): Promise<string> {
  const environment = { ...options.environment, CDKTF_OUTDIR: output };
  const failed = (how: FailedCommand) => synthesisFailed(base, how);
  return mustRun({ command: ['npm', 'run', '--silent', 'synth'], failed }, { ...options, folder: tree, environment });
}

/** What a repository does after a checkout is for people who work in it. */
const noHooks = ['-c', 'core.hooksPath=/dev/null'];

/** Within a hook of git, variables point every git command to the repository of the hook. */
function withoutRepository(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR)$/.test(name)),
  );
}

async function rootOf(base: string, options: CommandOptions): Promise<string> {
  const { status, stdout, stderr } = await runCommand('git', ['rev-parse', '--show-toplevel'], options);
  if (!/^\d+$/.test(status)) throw commandFailed({ command: 'git', status, output: stderr });
  if (status !== '0') throw noRepository(base, options.folder);
  return stdout.trim();
}

async function commitOf(base: string, options: CommandOptions): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`];
  const { status, stdout } = await runCommand('git', args, options);
  if (status !== '0') throw unknownBase(base, 'is neither a folder with a manifest.json nor a git revision');
  return stdout.trim();
}

interface Packages {
  readonly root: string;
  readonly base: string;
  readonly install: boolean;
  readonly options: CommandOptions;
}

async function providePackages(tree: string, { root, base, install, options }: Packages): Promise<void> {
  const [wanted, present] = [tree, root].map(lockfileOf);
  if (wanted === undefined) throw noLockfile(base);
  if (wanted === present) {
    const installed = join(root, 'node_modules');
    if (!existsSync(installed)) throw notInstalled(installed);
    symlinkSync(installed, join(tree, 'node_modules'), 'dir');
    return;
  }
  if (!install) throw otherLockfile(base);
  const failed = (how: FailedCommand) => installFailed(base, how);
  await mustRun({ command: ['npm', 'ci', '--no-audit', '--no-fund'], failed }, { ...options, folder: tree });
}

function lockfileOf(folder: string): string | undefined {
  const file = join(folder, 'package-lock.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
