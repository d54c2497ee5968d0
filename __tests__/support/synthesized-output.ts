import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../main';
import { loadSettings } from '../../settings';

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

/** The app with the given environment, or with the defaults as they were synthesized before all tests. */
export function synthesizedOutput(environment: Readonly<Record<string, string>> = {}): SynthesizedOutput {
  const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
  const once = process.env['SYNTHESIZED_ONCE'];
  if (once !== undefined && Object.keys(environment).length === 0) cpSync(once, folder, { recursive: true });
  else createApp(loadSettings(environment), { outdir: folder }).synth();
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
