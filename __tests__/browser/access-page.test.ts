import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { readAccess } from '../../access/read-access';
import { htmlPage } from '../../access/render/html';
import { synthesizedOutput } from '../support/synthesized-output';
import { accessibilityFaults } from './support/accessibility';
import { newPerson, startBrowser } from './support/browser';
import { keepPicture } from './support/pictures';

let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'access-page-'));
const asked: string[] = [];

beforeAll(async () => {
  const output = synthesizedOutput();
  writeFileSync(join(folder, 'access.html'), htmlPage(readAccess({ outputFolder: output.folder })));
  output.remove();
  browser = await startBrowser();
  page = await (await newPerson(browser)).newPage();
  page.on('request', (request) => void asked.push(request.url()));
  await page.goto(pathToFileURL(join(folder, 'access.html')).href);
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the page needs nothing from elsewhere', () => {
  expect(asked).toEqual([pathToFileURL(join(folder, 'access.html')).href]);
});

test.each(['light', 'dark'] as const)('everybody can read it, in %s colors', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('each answer opens its reason, by the keyboard', async () => {
  const answer = page.locator('details').first();
  await answer.locator('summary').focus();
  await page.keyboard.press('Enter');
  expect(await answer.getAttribute('open')).not.toBeNull();
  expect((await answer.innerText()).length).toBeGreaterThan(20);
  await page.keyboard.press('Enter');
});

test.each([375, 1280])('at %i pixels the page itself never scrolls sideways', async (width) => {
  await page.setViewportSize({ width, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});

// A4 without margins, and with those that browsers begin with.
test.each([794, 718])('on paper, %i pixels wide, there are tables, and nothing is cut off', async (width) => {
  await page.setViewportSize({ width, height: 1123 });
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  expect(
    await page.evaluate(() => [...document.querySelectorAll('table')].map((table) => getComputedStyle(table).display)),
  ).toEqual(expect.not.arrayContaining(['block']));
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('table')]
      .filter((table) => table.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((table) => table.textContent.slice(0, 60)),
  );
  expect(cut).toEqual([]);
});

test('a picture of it stands in README', async () => {
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1280, height: 900 });
  const section = page.getByRole('region', { name: 'API pet-store' });
  const denied = section.getByRole('row', { name: /customers/ }).locator('summary', { hasText: /^no$/ });
  await denied.first().click();
  expect(await section.locator('details[open]').count()).toBe(1);
  await keepPicture(section, 'access');
});
