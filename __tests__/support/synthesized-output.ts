import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../main';
import { loadSettings } from '../../settings';

/** A freshly synthesized output folder. */
export interface SynthesizedOutput {
  readonly folder: string;
  /** Changes a stack's Terraform JSON in place, as a person would who edits it. */
  edit(stack: string, change: (terraform: TerraformJson) => void): void;
  remove(): void;
}

/** The part of a stack's Terraform JSON that tests change. */
export interface TerraformJson {
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

/** Synthesizes the app in process, with the defaults or the given environment. */
export function synthesizedOutput(environment: Readonly<Record<string, string>> = {}): SynthesizedOutput {
  const folder = mkdtempSync(join(tmpdir(), 'synthesized-'));
  createApp(loadSettings(environment), { outdir: folder }).synth();
  return {
    folder,
    edit: (stack, change) => {
      const path = join(folder, 'stacks', stack, 'cdk.tf.json');
      const terraform = JSON.parse(readFileSync(path, 'utf8')) as TerraformJson;
      change(terraform);
      writeFileSync(path, JSON.stringify(terraform, null, 2));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
