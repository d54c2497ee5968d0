import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StackReport } from './comment';
import { commandFailed } from './errors';
import { masked, secretsOf } from './mask';
import { readPlan } from './plan-json';
import { stackOrder } from './stack-order';
import { changesAnything, summarizePlan, type PlanSummary } from './summarize-plan';

/** A plan that can be applied, and what it says. Secrets are in the file: it is removed, and never uploaded. */
export interface SavedPlan {
  readonly summary: PlanSummary;
  /** As a person reads it, without sensitive values and account ids. */
  readonly text: string;
  readonly file: string;
  readonly folder: string;
}

/** The stacks of a synthesized output in the order in which they are applied. */
export function stacksOf(out: string): readonly string[] {
  return stackOrder(readFileSync(join(out, 'manifest.json'), 'utf8'));
}

/**
 * Plans a stack into a file beside it.
 *
 * @throws ReviewError with Terraform's own words
 */
export async function savePlan(out: string, stack: string): Promise<SavedPlan> {
  const folder = join(out, 'stacks', stack);
  const file = 'review.plan';
  try {
    await terraform(folder, ['init', ...quiet]);
    await terraform(folder, ['plan', ...quiet, patience, `-out=${file}`]);
    const plan = readPlan(stack, await terraform(folder, ['show', '-json', file]));
    const text = masked(await terraform(folder, ['show', '-no-color', file]), secretsOf(plan));
    return { summary: summarizePlan(stack, plan), text, file, folder };
  } catch (error) {
    forgetPlan({ folder, file });
    throw error;
  }
}

const quiet = ['-input=false', '-no-color'];

/** Two pull requests may be planned at once, and hold the lock of the same state. */
const patience = '-lock-timeout=10m';

/** Applies exactly the saved plan; Terraform refuses it where the state moved on. */
export async function applyPlan({ folder, file }: SavedPlan): Promise<void> {
  await terraform(folder, ['apply', ...quiet, patience, file]);
}

/** Removes the file, which holds secrets in clear. */
export function forgetPlan({ folder, file }: Pick<SavedPlan, 'folder' | 'file'>): void {
  rmSync(join(folder, file), { force: true });
}

/** A stack and how its plan reads. */
export interface Planned {
  readonly report: StackReport;
  readonly text: string;
}

/** Plans one stack; a failure is a report too, so that the others are still told. */
export async function planned(out: string, stack: string): Promise<Planned> {
  try {
    const saved = await savePlan(out, stack);
    forgetPlan(saved);
    const { summary, text } = saved;
    return { report: { kind: 'planned', summary }, text: changesAnything(summary) ? text : '' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { report: { kind: 'failed', stack, reason }, text: reason };
  }
}

function terraform(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('terraform', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const faults: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => faults.push(chunk));
    child.on('error', ({ message }) => reject(commandFailed('terraform', 127, message)));
    child.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(output).toString());
      // What `show` printed could hold secrets; of a failure only the complaint is told.
      else
        reject(commandFailed(`terraform ${args[0] ?? ''}`, status ?? 1, masked(Buffer.concat(faults).toString(), [])));
    });
  });
}
