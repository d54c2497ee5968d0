import { lockedAddresses } from '../synthesis/locked-addresses';
import { startEmulator, type Emulator } from './support/emulator';
import { unexplained } from './support/emulator-faults';
import { copyProject, type ProjectCopy } from './support/project-copy';
import type { RunOptions } from './support/run';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';
import { ensureTools } from './support/tools';

const stacks = ['api-authentication', 'api-authorization'] as const;

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

test('both use cases of the framework are applied, second plans are clean, and they are destroyed', async () => {
  await cdktfRun('deploy', stacks, options);
  for (const stack of stacks) {
    expect(stateAddresses(project.folder, stack)).toEqual(lockedAddresses[stack]);
    expect([stack, unexplained(await plannedChanges(stack, options))]).toEqual([stack, []]);
  }
  await cdktfRun('destroy', stacks, options);
  for (const stack of stacks) expect([stack, stateAddresses(project.folder, stack)]).toEqual([stack, []]);
});
