import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../main';
import { loadSettings } from '../../settings';
import { runFolder } from './run-folder';

/** A freshly synthesized output folder. */
export interface SynthesizedOutput {
  readonly folder: string;
  /** Changes a stack's Terraform JSON in place, as a person would who edits it. */
  edit(stack: string, change: (terraform: TerraformJson) => void): void;
  /** Leaves out all other stacks: fewer user pools, and so fewer keys to make. */
  keepOnly(...stacks: readonly string[]): void;
  remove(): void;
}

/** The part of a stack's Terraform JSON that tests change. */
export interface TerraformJson {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

/** The app with the given environment, in a folder that is the test's own. */
export function synthesizedOutput(environment: Readonly<Record<string, string>> = {}): SynthesizedOutput {
  const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
  const shared = sharedOutput(environment);
  if (shared === undefined) synthesize(environment, folder);
  else copyLinked(shared, folder);
  return {
    folder,
    edit: (stack, change) => {
      const path = join(folder, 'stacks', stack, 'cdk.tf.json');
      const terraform = JSON.parse(readFileSync(path, 'utf8')) as TerraformJson;
      change(terraform);
      writeFileSync(path, JSON.stringify(terraform, null, 2));
    },
    keepOnly: (...stacks) => {
      const path = join(folder, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as { stacks: Record<string, unknown> };
      const kept = Object.entries(manifest.stacks).filter(([name]) => stacks.includes(name));
      writeFileSync(path, JSON.stringify({ ...manifest, stacks: Object.fromEntries(kept) }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * The app with the given environment, synthesized once a run, for reading alone. `undefined` where a file is part of the
 * settings, which may say something else the next time, and outside of a run.
 */
export function sharedOutput(environment: Readonly<Record<string, string>>): string | undefined {
  const run = runFolder();
  if (run === undefined || Object.values(environment).some((value) => existsSync(value))) return undefined;
  const name = createHash('sha256')
    .update(JSON.stringify(Object.entries(environment).sort()))
    .digest('hex');
  const folder = join(run, `output-${name}`);
  if (!existsSync(folder)) {
    const partial = mkdtempSync(join(run, 'partial-'));
    synthesize(environment, partial);
    moveOnce(partial, folder);
  }
  return folder;
}

/** Copies what a test may edit. The functions' zips, which none does, are linked: most of the files and folders are theirs. */
function copyLinked(from: string, to: string): void {
  cpSync(join(from, 'manifest.json'), join(to, 'manifest.json'));
  for (const stack of readdirSync(join(from, 'stacks'))) {
    const [source, copy] = [join(from, 'stacks', stack), join(to, 'stacks', stack)];
    mkdirSync(copy, { recursive: true });
    cpSync(join(source, 'cdk.tf.json'), join(copy, 'cdk.tf.json'));
    if (existsSync(join(source, 'assets'))) symlinkSync(join(source, 'assets'), join(copy, 'assets'));
  }
}

function synthesize(environment: Readonly<Record<string, string>>, folder: string): void {
  createApp(loadSettings(environment), { outdir: folder }).synth();
}

/** Whole or not at all: two processes may make the same at the same time. */
function moveOnce(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    rmSync(from, { recursive: true });
    if (!existsSync(to)) throw error;
  }
}
