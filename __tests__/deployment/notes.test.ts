import { existsSync, readdirSync } from 'node:fs';
import { lockedAddresses } from '../synthesis/locked-addresses';
import { unexplained } from './support/emulator-faults';
import { freshProject } from './support/fresh-project';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';

const project = freshProject();

test('cdktf deploys notes, a second plan is clean, and cdktf destroys it', async () => {
  await cdktfRun('deploy', ['notes'], project.options);
  expect(stateAddresses(project.folder, 'notes')).toEqual(lockedAddresses['notes']);
  expect(unexplained(await plannedChanges('notes', project.options))).toEqual([]);
  await cdktfRun('destroy', ['notes'], project.options);
  expect(stateAddresses(project.folder, 'notes')).toEqual([]);
  expect(readdirSync(project.folder).filter((name) => name.endsWith('.lock.info'))).toEqual([]);
  expect(existsSync(project.folder)).toBe(true);
});
