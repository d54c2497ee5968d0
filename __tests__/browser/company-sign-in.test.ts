import type { Browser, Request } from 'playwright-core';
import { startBrowser } from './support/browser';
import { startCompanyWorld, type CompanyWorld } from './support/company-world';
import { Person } from './support/person';
import { posting } from './support/saml-page';

let world: CompanyWorld;
let browser: Browser;

beforeAll(async () => {
  world = await startCompanyWorld();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await world.stop();
});

type Provider = 'CompanyOIDC' | 'CompanySAML';

/** Somebody whom nobody knows yet, at the provider's page for the login. */
async function atProvider(provider: Provider): Promise<Person> {
  const person = await Person.come(browser, world.home);
  await person.page.goto(world.home);
  await person.keyboard.follow('Sign in');
  await person.keyboard.follow(`Continue with ${provider}`);
  const { origin } = new URL(person.page.url());
  expect(origin).toBe(provider === 'CompanyOIDC' ? world.oidcOrigin : world.saml.origin);
  return person;
}

async function logIn({ keyboard }: Person, login: string): Promise<void> {
  await keyboard.fill('Login', login);
  await keyboard.follow('Continue');
}

async function signedIn(provider: Provider, login: string): Promise<Person> {
  const person = await atProvider(provider);
  await logIn(person, login);
  await person.expectSignedIn(`${login}@example.com`);
  return person;
}

const unexpected = ({ complaints }: Person): readonly string[] =>
  complaints.filter((text) => !/status of (400|403)/.test(text));

test('the sign-in page offers both providers besides the password', async () => {
  const person = await Person.come(browser, world.home);
  await person.page.goto(world.home);
  await person.keyboard.follow('Sign in');
  await person.expectPage('Sign in', 'sign-in-company');
  for (const name of ['Continue with CompanySAML', 'Continue with CompanyOIDC', 'Email address', 'Password']) {
    await person.keyboard.focus(name);
  }
});

describe.each(['CompanyOIDC', 'CompanySAML'] as const)('by %s', (provider) => {
  test.each([
    ['rita', /^200: /, /^403: /],
    ['walt', /^200: /, /^200: /],
    ['gast', /^403: /, /^403: /],
  ] as const)('%s may do what the groups of the company give', async (login, listing, adding) => {
    const person = await signedIn(provider, login);
    expect(await person.answerOf('List files')).toMatch(listing);
    expect(await person.answerOf('Add a file')).toMatch(adding);
    expect(unexpected(person)).toEqual([]);
  });

  test('who signs out is asked again how to sign in', async () => {
    const person = await signedIn(provider, 'rita');
    await person.keyboard.follow('Sign in');
    await person.expectSignedIn('rita@example.com');
    await person.keyboard.follow('Sign out');
    expect(person.page.url()).toBe(world.home);
    expect(await person.answerOf('List files')).toMatch(/^401: /);
    await person.keyboard.follow('Sign in');
    await person.expectPage('Sign in');
    await person.keyboard.focus(`Continue with ${provider}`);
  });
});

test('who signs out here is still signed in at the provider', async () => {
  const person = await signedIn('CompanyOIDC', 'rita');
  await person.keyboard.follow('Sign out');
  await person.keyboard.follow('Sign in');
  await person.keyboard.follow('Continue with CompanyOIDC');
  await person.expectSignedIn('rita@example.com');
});

test('the SAML answer is posted from another site, and the cookie of its browser comes along', async () => {
  const person = await atProvider('CompanySAML');
  const posted = person.page.waitForRequest((request) => request.method() === 'POST' && isAnswer(request));
  await logIn(person, 'rita');
  const headers = await (await posted).allHeaders();
  expect(headers).toMatchObject({ origin: world.saml.origin, 'sec-fetch-site': 'cross-site' });
  expect(headers['cookie']).toMatch(/^csrf-state-[0-9a-f]{16}=[\w-]{43}$/);
  await person.expectSignedIn('rita@example.com');
  const kept = await person.page.context().cookies(world.domainUrl);
  expect(kept.filter(({ name }) => name.startsWith('csrf-state-'))).toEqual([]);
});

const isAnswer = (request: Request): boolean => request.url() === `${world.domainUrl}/saml2/idpresponse`;

test('an answer that somebody else brings signs nobody in, and leaves it to whom it is for', async () => {
  const mallory = await atProvider('CompanySAML');
  let stolen = '';
  await mallory.page.route(`${world.domainUrl}/saml2/idpresponse`, async (route) => {
    stolen = route.request().postData() ?? '';
    await route.fulfill({ contentType: 'text/html', body: '<h1>Kept</h1>' });
  });
  await logIn(mallory, 'walt');
  await mallory.page.waitForURL(`${world.domainUrl}/saml2/idpresponse`);
  await mallory.page.unrouteAll();

  const victim = await Person.come(browser, world.home);
  await bring(victim, stolen);
  await victim.page.waitForURL(`${world.domainUrl}/error?error=invalid_request`);
  await victim.expectPage('Sign-in cannot begin', 'sign-in-of-another-browser');
  expect(await victim.page.getByRole('alert').textContent()).toContain('this sign-in did not begin in this browser');
  expect(await victim.page.context().cookies()).toEqual([]);
  await victim.page.goto(world.home);
  await victim.keyboard.follow('Sign in');
  await victim.expectPage('Sign in');

  await bring(mallory, stolen);
  await mallory.expectSignedIn('walt@example.com');
  await bring(mallory, stolen);
  await mallory.page.waitForURL(`${world.domainUrl}/error?error=invalid_request`);
});

/** A page of another site posts the answer. */
async function bring({ page }: Person, form: string): Promise<void> {
  await page.goto(world.saml.origin);
  const fields = Object.fromEntries(new URLSearchParams(form));
  await page.setContent(posting(`${world.domainUrl}/saml2/idpresponse`, fields));
}
