import { join } from 'node:path';
import type { Locator } from 'playwright-core';

const folder = join(__dirname, '..', '..', '..', 'docs', 'images');

/** Keeps a part of a page as a picture for the docs, where `PICTURES=write` asks for it: fonts differ between computers. */
export async function keepPicture(part: Locator, name: string): Promise<void> {
  if (process.env['PICTURES'] !== 'write') return;
  await part.screenshot({ path: join(folder, `${name}.png`) });
}
