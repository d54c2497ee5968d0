/** Why two outputs cannot be compared. Closed, so that callers and tests can tell them apart. */
export type DiffFault =
  | 'usage'
  | 'unknown-base'
  | 'no-repository'
  | 'no-lockfile'
  | 'other-lockfile'
  | 'not-installed'
  | 'no-worktree'
  | 'install-failed'
  | 'synthesis-failed'
  | 'command-failed'
  | 'unreadable';

/** There is no answer. The message says what is wrong, the value, and what to do. */
export class DiffError extends Error {
  constructor(
    readonly code: DiffFault,
    message: string,
  ) {
    super(message);
    this.name = 'DiffError';
  }
}

/** The command is not understood. */
export function badUsage(fault: string, usage: string): DiffError {
  return new DiffError('usage', `${fault}\n${usage}`);
}

/** Neither a folder of cdktf's nor a revision. */
export function unknownBase(base: string, why: string): DiffError {
  return new DiffError(
    'unknown-base',
    `The base ${JSON.stringify(base)} ${why}. Give a folder that cdktf synth wrote (with its manifest.json), ` +
      'or a git revision such as main, HEAD~1 or a tag.',
  );
}

/** A revision was asked for outside of any repository. */
export function noRepository(base: string, folder: string): DiffError {
  return new DiffError(
    'no-repository',
    `${folder} is in no git repository, so the base ${JSON.stringify(base)} can be no revision. ` +
      'Give a folder that cdktf synth wrote, or run the command within the repository.',
  );
}

/** The revision needs other packages than those that are installed. */
export function otherLockfile(base: string): DiffError {
  return new DiffError(
    'other-lockfile',
    `The base ${JSON.stringify(base)} has another package-lock.json, so its code may need other packages than those ` +
      'installed here, and what it synthesizes with these would not be what it is. Add --install to install its own ' +
      'beside it for the comparison, or synthesize it elsewhere and give the folder.',
  );
}

/** The revision does not say which packages its code needs. */
export function noLockfile(base: string): DiffError {
  return new DiffError(
    'no-lockfile',
    `The base ${JSON.stringify(base)} has no package-lock.json at the top of the repository, so which packages its code ` +
      `needs is not known. Give a revision that has one, ${elsewhere}`,
  );
}

/** The revision needs the packages of this checkout, which has none. */
export function notInstalled(folder: string): DiffError {
  return new DiffError(
    'not-installed',
    `${folder} does not exist, and the base needs the packages in it to be synthesized. Run "npm ci" first.`,
  );
}

/** How a command ended that had to succeed. `output`: all that it wrote. */
export interface FailedCommand {
  readonly command: string;
  /** A number, or why it has none. */
  readonly status: string;
  readonly output: string;
}

/** Git does not give the files of the revision. */
export function noWorktree(base: string, failed: FailedCommand): DiffError {
  return new DiffError(
    'no-worktree',
    `Git makes no worktree of the base ${JSON.stringify(base)}. Help what it says below, ${elsewhere}` + ended(failed),
  );
}

/** The packages of the revision are not to be had. */
export function installFailed(base: string, failed: FailedCommand): DiffError {
  return new DiffError(
    'install-failed',
    `The packages of the base ${JSON.stringify(base)} cannot be installed here. Where its package-lock.json does not fit ` +
      `its package.json, no computer can; else look whether the registry can be reached, ${elsewhere}${ended(failed)}`,
  );
}

/** The code of the revision makes no output. */
export function synthesisFailed(base: string, failed: FailedCommand): DiffError {
  return new DiffError(
    'synthesis-failed',
    `The base ${JSON.stringify(base)} does not synthesize, so nothing is said about the change. Where it needs other ` +
      'settings than are in this environment, set them; where it is broken, give a revision that is not, ' +
      `${elsewhere}${ended(failed)}`,
  );
}

/** A command that the comparison needs cannot be run. */
export function commandFailed(failed: FailedCommand): DiffError {
  return new DiffError(
    'command-failed',
    `The base cannot be looked for. Install what is missing, or give a folder that cdktf synth wrote.${ended(failed)}`,
  );
}

const elsewhere = 'or synthesize it elsewhere and give the folder that cdktf synth wrote.';

function ended({ command, status, output }: FailedCommand): string {
  return `\n"${command}" ended with ${status}.\n${output.trim().slice(-4_000)}`.trimEnd();
}

/** One of both outputs is not understood. */
export function unreadable(side: string, reason: string): DiffError {
  return new DiffError('unreadable', `${side} cannot be read, so nothing is said about the change. ${reason}`);
}
