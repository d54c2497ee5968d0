import { execFile, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { BenchError } from './errors';

/** A server that is asked over and over. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As the goals are put. */
export const connections = 10;

const seconds = { warmUp: 2, measured: 4 };

/** Starts a file of this folder as a process; what it says first is the answer. */
export async function start<Said>(file: string, args: readonly string[] = []): Promise<[ChildProcess, Said]> {
  const child = fork(resolve(__dirname, file), args, { execArgv: ['--import', 'tsx'] });
  const said = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (child.exitCode !== null) {
    throw new BenchError(`${file} ended with ${String(child.exitCode)}`);
  }
  return [child, said[0] as Said];
}

/** Requests a second, all of them answered 200. */
export async function requestsPerSecond(target: Target): Promise<number> {
  await load(target, seconds.warmUp);
  return load(target, seconds.measured);
}

interface AutocannonResult {
  readonly requests: { readonly average: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** The load comes from a process of its own, so that it does not wait for itself. */
async function load({ url, headers }: Target, duration: number): Promise<number> {
  const program = require.resolve('autocannon');
  const options = ['--json', '--no-progress', '-c', String(connections), '-d', String(duration)];
  const sent = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]);
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...options, ...sent, url]);
  const { requests, non2xx, errors } = JSON.parse(stdout) as AutocannonResult;
  if (non2xx + errors > 0) {
    throw new BenchError(
      `${url} answered ${String(non2xx)} times with something else than 2xx, and failed ${String(errors)} times`,
    );
  }
  return requests.average;
}
