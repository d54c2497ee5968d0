import { lockedAddresses } from '../synthesis/locked-addresses';
import { unexplained } from './support/emulator-faults';
import { freshProject } from './support/fresh-project';
import { cdktfRun, plannedChanges, stateAddresses } from './support/terraform';

const stacks = ['api-authentication', 'api-authorization'] as const;

const project = freshProject();

test('both use cases of the framework are applied, second plans are clean, and they are destroyed', async () => {
  await cdktfRun('deploy', stacks, project.options);
  for (const stack of stacks) {
    expect(stateAddresses(project.folder, stack)).toEqual(lockedAddresses[stack]);
    expect([stack, unexplained(await plannedChanges(stack, project.options))]).toEqual([stack, []]);
  }
  await cdktfRun('destroy', stacks, project.options);
  for (const stack of stacks) expect([stack, stateAddresses(project.folder, stack)]).toEqual([stack, []]);
});
