import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a run of the tests keeps what its processes share, by the environment that they inherit. */
const folderVariable = 'TEST_RUN_FOLDER';

/** Makes the folder, and has all temporary files of the run written into it. */
export function makeRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'api-auth-tests-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  process.env[folderVariable] = folder;
  process.env['TMPDIR'] = temporary;
  return folder;
}

/** `undefined` outside of a run that `makeRunFolder` began. */
export function runFolder(): string | undefined {
  return process.env[folderVariable];
}

export function removeRunFolder(): void {
  const folder = runFolder();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
