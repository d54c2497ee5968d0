import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const deployed = [
  'main.ts',
  'settings.ts',
  'settings-identity.ts',
  'settings-values.ts',
  'constructs',
  'stacks',
  'functions',
  'package.json',
  'tsconfig.json',
  'cdktf.json',
];

/** What runs on this computer besides. */
export const local = ['blueprint', 'iam', 'sandbox', 'tour', 'scripts'];

/** A copy of what is deployed, in a folder of its own, so that a test's state never touches the project's. */
export interface ProjectCopy {
  readonly folder: string;
  remove(): void;
}

export function copyProject(more: readonly string[] = []): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'deployment-'));
  for (const part of [...deployed, ...more]) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
