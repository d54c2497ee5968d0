import { existsSync, readdirSync } from 'node:fs';

import { lockedAddresses } from '../synthesis/locked-addresses';
import { startEmulator, type Emulator } from './support/emulator';
import { unexplained } from './support/emulator-faults';
import { copyProject, type ProjectCopy } from './support/project-copy';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';
import { ensureTools } from './support/tools';
import type { RunOptions } from './support/run';

let emulator: Emulator;
let project: ProjectCopy;
let options: RunOptions;

beforeAll(async () => {
  emulator = await startEmulator((await ensureTools()).emulator);
  project = copyProject();
  options = { cwd: project.folder, environment: emulator.environment };
});

afterAll(async () => {
  await emulator.stop();
  project.remove();
});

test('cdktf deploys notes, a second plan is clean, and cdktf destroys it', async () => {
  await cdktfRun('deploy', ['notes'], options);
  expect(stateAddresses(project.folder, 'notes')).toEqual(lockedAddresses['notes']);
  expect(unexplained(await plannedChanges('notes', options))).toEqual([]);
  await cdktfRun('destroy', ['notes'], options);
  expect(stateAddresses(project.folder, 'notes')).toEqual([]);
  expect(readdirSync(project.folder).filter((name) => name.endsWith('.lock.info'))).toEqual([]);
  expect(existsSync(project.folder)).toBe(true);
});
