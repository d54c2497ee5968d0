import { spawn } from 'node:child_process';
import type { DiffError, FailedCommand } from './errors';

/** Where and how a command runs. */
export interface CommandOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the command early. */
  readonly signal?: AbortSignal | undefined;
}

/** How a command ended. `status`: its number, or why it has none. */
export interface CommandResult {
  readonly status: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command without a shell. */
export function runCommand(
  command: string,
  args: readonly string[],
  { folder, environment, signal }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, env: environment, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.once('error', (error) => resolve({ status: error.message, ...output }));
    child.once('close', (status, killedBy) => resolve({ status: String(status ?? killedBy), ...output }));
  });
}

/** A command, and what to say where it fails. */
export interface NeededCommand {
  readonly command: readonly [name: string, ...args: readonly string[]];
  readonly failed: (how: FailedCommand) => DiffError;
}

/** Runs a command that has to succeed, and gives what it wrote. */
export async function mustRun({ command, failed }: NeededCommand, options: CommandOptions): Promise<string> {
  const [name, ...args] = command;
  const { status, stdout, stderr } = await runCommand(name, args, options);
  if (status === '0') return stdout;
  throw failed({ command: command.join(' '), status, output: `${stdout}\n${stderr}` });
}
