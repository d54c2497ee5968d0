import { join } from 'node:path';
import type { Page } from 'playwright-core';

const folder = join(__dirname, '..', '..', '..', 'docs', 'images');

/** Keeps the page as a picture for the docs, where `PICTURES=write` asks for it: fonts differ between computers. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] !== 'write') return;
  await page.locator('main').screenshot({ path: join(folder, `${name}.png`) });
}
