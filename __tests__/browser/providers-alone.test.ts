import type { Browser } from 'playwright-core';
import { startBrowser } from './support/browser';
import { startCompanyWorld, type CompanyWorld } from './support/company-world';
import { Person } from './support/person';

let world: CompanyWorld;
let browser: Browser;

beforeAll(async () => {
  world = await startCompanyWorld(({ resource }) => {
    for (const client of Object.values(resource['aws_cognito_user_pool_client'] ?? {})) {
      const { supported_identity_providers: all } = client;
      if (!Array.isArray(all)) continue;
      client['supported_identity_providers'] = all.filter((name) => name !== 'COGNITO');
    }
  });
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('an application with the providers of a company alone offers no password, and asks for none', async () => {
  const person = await Person.come(browser, world.home);
  await person.page.goto(world.home);
  await person.keyboard.follow('Sign in');
  await person.expectPage('Sign in', 'sign-in-company-only');
  expect(await person.page.getByRole('textbox').count()).toBe(0);
  expect(await person.page.getByRole('button').count()).toBe(0);
  await person.keyboard.focus('Continue with CompanySAML');
  await person.keyboard.follow('Continue with CompanyOIDC');
  expect(new URL(person.page.url()).origin).toBe(world.oidcOrigin);
});

test.each(['/signup', '/forgotPassword', '/changePassword'])('%s leads back to the choice', async (path) => {
  const person = await Person.come(browser, world.home);
  await person.page.goto(world.home);
  await person.keyboard.follow('Sign in');
  await person.page.goto(person.page.url().replace('/login?', `${path}?`));
  expect(new URL(person.page.url()).pathname).toBe('/login');
  await person.keyboard.focus('Continue with CompanySAML');
});
