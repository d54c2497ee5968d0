import type { Description } from './description';
import { authenticationStory, authorizationStory, frameworkTarget } from './framework';
import { tellIdentity } from './identity';
import { machineToMachineStory, machineToMachineTarget } from './machine-to-machine';
import { notesStory, notesTarget } from './notes';
import { petStoreStory, petStoreTarget } from './pet-store';
import { tell } from './story';

/** Tells every story; resolves to whether all of them held. */
export async function tellAll(description: Description, say: (line: string) => void): Promise<boolean> {
  // The SDK announces which Node it will need some day; that is no part of the story.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const framework = frameworkTarget(description);
  return (
    (await tell(notesStory(notesTarget(description)), say)) &&
    (await tell(petStoreStory(petStoreTarget(description)), say)) &&
    (await tell(machineToMachineStory(machineToMachineTarget(description)), say)) &&
    (await tell(authenticationStory(framework), say)) &&
    (await tell(authorizationStory(framework), say)) &&
    (await tellIdentity(description, say))
  );
}
