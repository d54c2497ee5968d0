import { runDiff } from '../access/diff/run-diff';

/** `npm run access diff -- <base>`. `args`: what follows `diff`. */
export async function accessDiff(args: readonly string[]): Promise<void> {
  const stop = new AbortController();
  // A worktree of git outlives whoever made it, so Ctrl-C ends what was begun instead of this process.
  const end = (): void => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  process.exitCode = await runDiff(args, {
    folder: process.cwd(),
    environment: process.env,
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
    signal: stop.signal,
  });
  process.off('SIGINT', end).off('SIGTERM', end);
}
