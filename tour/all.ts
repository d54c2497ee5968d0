import { notesStory, notesTarget } from './notes';
import { tell } from './story';

/** Tells every story; resolves to whether all of them held. */
export async function tellAll(
  description: Parameters<typeof notesTarget>[0],
  say: (line: string) => void,
): Promise<boolean> {
  return tell(notesStory(notesTarget(description)), say);
}
