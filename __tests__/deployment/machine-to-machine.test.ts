import { lockedAddresses } from '../synthesis/locked-addresses';
import { startEmulator, type Emulator } from './support/emulator';
import { unexplained } from './support/emulator-faults';
import { copyProject, type ProjectCopy } from './support/project-copy';
import type { RunOptions } from './support/run';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';
import { ensureTools } from './support/tools';

/** In the order in which they refer to each other. */
const stacks = ['cognito-identity-provider', 'premium-content-provider', 'content-consumers'] as const;

let emulator: Emulator;
let project: ProjectCopy;
let options: RunOptions;

beforeAll(async () => {
  emulator = await startEmulator((await ensureTools()).emulator);
});

afterAll(() => emulator.stop());

beforeEach(async () => {
  await emulator.reset();
  project = copyProject();
  options = { cwd: project.folder, environment: emulator.environment };
});

afterEach(() => project.remove());

async function expectApplied(): Promise<void> {
  for (const stack of stacks) {
    expect(stateAddresses(project.folder, stack)).toEqual(lockedAddresses[stack]);
    expect([stack, unexplained(await plannedChanges(stack, options))]).toEqual([stack, []]);
  }
}

async function expectDestroyed(): Promise<void> {
  for (const stack of stacks) expect([stack, stateAddresses(project.folder, stack)]).toEqual([stack, []]);
}

test('one deploy applies the three stacks in order, second plans are clean, one destroy removes them', async () => {
  await cdktfRun('deploy', stacks, options);
  await expectApplied();
  await cdktfRun('destroy', stacks, options);
  await expectDestroyed();
});

test('they are applied and removed one by one', async () => {
  for (const stack of stacks) await cdktfRun('deploy', [stack], options);
  await expectApplied();
  for (const stack of stacks.toReversed()) await cdktfRun('destroy', [stack], options);
  await expectDestroyed();
});
