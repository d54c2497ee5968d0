/** Why two outputs cannot be compared. Closed, so that callers and tests can tell them apart. */
export type DiffFault = 'usage' | 'unknown-base' | 'no-repository' | 'other-lockfile' | 'command-failed' | 'unreadable';

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

/** A command that the comparison needs ended with a fault. */
export function commandFailed(command: string, { status, output }: { status: string; output: string }): DiffError {
  return new DiffError('command-failed', `"${command}" ended with ${status}.\n${output.trim().slice(-4_000)}`);
}

/** One of both outputs is not understood. */
export function unreadable(side: string, reason: string): DiffError {
  return new DiffError('unreadable', `${side} cannot be read, so nothing is said about the change. ${reason}`);
}
