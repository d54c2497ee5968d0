import { lockedAddresses } from '../synthesis/locked-addresses';
import { unexplained } from './support/emulator-faults';
import { freshProject } from './support/fresh-project';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';

/** In the order in which they refer to each other. */
const stacks = ['cognito-identity-provider', 'premium-content-provider', 'content-consumers'] as const;

const project = freshProject();

async function expectApplied(): Promise<void> {
  for (const stack of stacks) {
    expect(stateAddresses(project.folder, stack)).toEqual(lockedAddresses[stack]);
    expect([stack, unexplained(await plannedChanges(stack, project.options))]).toEqual([stack, []]);
  }
}

async function expectDestroyed(): Promise<void> {
  for (const stack of stacks) expect([stack, stateAddresses(project.folder, stack)]).toEqual([stack, []]);
}

test('one deploy applies the three stacks in order, second plans are clean, one destroy removes them', async () => {
  await cdktfRun('deploy', stacks, project.options);
  await expectApplied();
  await cdktfRun('destroy', stacks, project.options);
  await expectDestroyed();
});

test('they are applied and removed one by one', async () => {
  for (const stack of stacks) await cdktfRun('deploy', [stack], project.options);
  await expectApplied();
  for (const stack of stacks.toReversed()) await cdktfRun('destroy', [stack], project.options);
  await expectDestroyed();
});
