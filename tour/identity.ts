import { browserStory } from './browser-sign-in';
import type { Description } from './description';
import { selfServiceStory } from './self-service';
import { tell } from './story';

/** Tells how people sign in, and what they do by themselves. */
export async function tellIdentity(description: Description, say: (line: string) => void): Promise<boolean> {
  const browser = browserStory(description);
  if (!(await tell(selfServiceStory(description), say))) return false;
  if (browser !== undefined) return tell(browser, say);
  say('\nNobody signs in with a browser here: the stack knows no page to send people back to (CALLBACK_URLS).');
  return true;
}
