import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type StackJson = Record<string, Json>;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'blueprint-'));
  folders.push(folder);
  return folder;
}

/** Writes stacks as `cdktf synth` does, each with a function archive, and gives the folder. */
export function stacksOnDisk(stacks: Record<string, StackJson>): string {
  const folder = temporaryFolder();
  const names = Object.keys(stacks);
  const entries = names.map((name) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` }] as const);
  write(join(folder, 'manifest.json'), JSON.stringify({ version: '0.21.0', stacks: Object.fromEntries(entries) }));
  for (const name of names) {
    write(join(folder, 'stacks', name, 'cdk.tf.json'), JSON.stringify(stacks[name]));
    write(join(folder, 'stacks', name, 'assets', 'function.zip'), 'zip');
  }
  return folder;
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
