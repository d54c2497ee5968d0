import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Testing, type TerraformStack } from 'cdktf';
import { BaseStack, type BaseStackProps } from '../../constructs/base-stack';
import type { Arguments } from '../synthesis/synthesized-stacks';

export const stackProps: BaseStackProps = { stage: 'dev', region: 'us-east-1', namePrefix: '' };

const folders: string[] = [];

/** A stack of an app whose output folder is removed after the tests of the file. */
export function testStack(id = 'test'): BaseStack {
  const outdir = mkdtempSync(join(tmpdir(), 'construct-'));
  folders.push(outdir);
  return new BaseStack(new App({ outdir, stackTraces: false }), id, stackProps);
}

export function removeTestStacks(): void {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
}

export type Resources = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** Runs the validations, and gives the resources as Terraform reads them. */
export function resourcesIn(stack: TerraformStack): Resources {
  return (JSON.parse(Testing.synth(stack, true)) as { resource: Resources }).resource;
}

export function addressesIn(stack: TerraformStack): readonly string[] {
  return Object.entries(resourcesIn(stack)).flatMap(([type, named]) => Object.keys(named).map((id) => `${type}.${id}`));
}
