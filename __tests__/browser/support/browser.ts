import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Neither a display nor the network outside of this computer is needed. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where the browser is: `CHROMIUM`, or the first that the search path has. */
function browserPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found =
    process.env['CHROMIUM'] ?? folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (found !== undefined) return found;
  throw new Error(
    `No browser: none of ${names.join(', ')} is on the search path. Install one, such as Debian's package chromium, or set CHROMIUM to its path.`,
  );
}

/** Starts the browser, without anything of an earlier run. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), headless: true, args });
}

/** A person with a browser of their own: cookies and storage are shared with nobody. */
export function newPerson(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 800, height: 900 }, locale: 'en-GB', colorScheme: 'light' });
}
