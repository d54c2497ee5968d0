import { answer, faultOf } from '../access/command';
import { runDiff } from '../access/diff/run-diff';

/** `npm run access`: who can call what in the stacks just synthesized, why, and what a change does to it. */
async function main([command, ...rest]: readonly string[]): Promise<number> {
  const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const complain = (text: string): void => console.error(text);
  try {
    if (command === 'diff') {
      const signal = endedByHand();
      return await runDiff(rest, { folder: process.cwd(), environment: process.env, print, complain, signal });
    }
    print(answer(command === undefined ? [] : [command, ...rest]));
    return 0;
  } catch (error) {
    const fault = faultOf(error);
    console.error(fault?.message ?? error);
    // For `diff`, 1 is an answer.
    return command === 'diff' ? 2 : (fault?.status ?? 1);
  }
}

/** A worktree of git outlives whoever made it: Ctrl-C ends what was begun, which is then removed. */
function endedByHand(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  return stop.signal;
}

// Whoever reads the answer may have seen enough of it, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

void main(process.argv.slice(2)).then((status) => (process.exitCode = status));
