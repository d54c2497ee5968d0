import { lockedAddresses } from '../synthesis/locked-addresses';
import { unexplained } from './support/emulator-faults';
import { freshProject } from './support/fresh-project';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';

const project = freshProject();

test('one command applies all stacks, second plans are clean, and one removes them', async () => {
  const locked = Object.entries(lockedAddresses);
  expect(locked.length).toBeGreaterThan(0);
  await cdktfRun('deploy', ['*'], project.options);
  for (const [stack, addresses] of locked) {
    expect([stack, stateAddresses(project.folder, stack)]).toEqual([stack, [...addresses].sort()]);
    expect([stack, unexplained(await plannedChanges(stack, project.options))]).toEqual([stack, []]);
  }
  await cdktfRun('destroy', ['*'], project.options);
  for (const [stack] of locked) expect([stack, stateAddresses(project.folder, stack)]).toEqual([stack, []]);
});
