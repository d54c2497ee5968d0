import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './support/browser';
import type { Keyboard } from './support/keyboard';
import { Person } from './support/person';
import { keepPicture } from './support/pictures';
import { startSignInWorld, type SignInWorld } from './support/world';

const email = 'anna@example.com';
const password = 'Correct-horse-7';
const newPassword = 'Battery-staple-8';

let world: SignInWorld;
let browser: Browser;
let person: Person;
let page: Page;
let keyboard: Keyboard;
let secret = '';
let usedCode = '';

beforeAll(async () => {
  world = await startSignInWorld({ MFA: 'required', SELF_SIGN_UP: 'on' });
  browser = await startBrowser();
  person = await Person.come(browser, world.home);
  ({ page, keyboard } = person);
});

afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function codeOfApp(): Promise<string> {
  const { time } = (await (await fetch(`${world.sandbox.url}/_sandbox`)).json()) as { time: string };
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(time) });
}

async function signInWith(typed: string): Promise<void> {
  await keyboard.fill('Email address', email);
  await keyboard.fill('Password', typed);
  await keyboard.follow('Sign in');
}

async function addToGroup(GroupName: string): Promise<void> {
  const { url: endpoint, developer: credentials } = world.sandbox.describe();
  const administrator = new CognitoIdentityProviderClient({ endpoint, region: world.region, credentials });
  const { userPoolId: UserPoolId } = world;
  await administrator.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
  administrator.destroy();
}

test('without a token the API answers 401, and a page of another origin can read it', async () => {
  await page.goto(world.home);
  expect(await person.answerOf('List files')).toBe('401: {"message":"Unauthorized"}');
  await keepPicture(page.locator('main'), 'application');
});

test('what is pressed before the application has heard of its API is done as soon as it has', async () => {
  const early = await Person.come(browser, world.home);
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await early.page.route('**/config.json', async (route) => {
    await held;
    await route.continue();
  });
  await early.page.goto(world.home);
  await early.keyboard.press('List files');
  await early.keyboard.press('Sign in');
  answer();
  await early.page.waitForURL(`${world.domainUrl}/login?**`);
  await early.page.context().close();
});

test('somebody makes an account, confirms it, sets up an app for one-time codes, and is signed in', async () => {
  await keyboard.follow('Sign in');
  await person.expectPage('Sign in', 'sign-in');
  await keyboard.follow('Create an account');
  await person.expectPage('Create', 'sign-up');
  await keyboard.fill('Email address', email);
  await keyboard.fill('New password', password);
  await keyboard.follow('Create account');
  await person.expectPage('Confirm your account', 'confirm');
  await keyboard.fill('Code', await world.codeFor(email));
  await keyboard.follow('Confirm');
  await signInWith(password);
  secret = ((await page.textContent('code')) ?? '').replace(/\s/g, '');
  expect(secret).toMatch(/^[A-Z2-7]{16,}$/);
  await person.expectPage('Set up one-time codes', 'set-up-app');
  usedCode = await codeOfApp();
  await keyboard.fill('Code', usedCode);
  await keyboard.follow('Continue');
  await person.expectSignedIn(email);
});

test('the authorizer denies who is in no group, and the page can read why', async () => {
  expect(await person.answerOf('List files')).toMatch(/^403: /);
});

test('somebody who is signed in at the pool needs no password again, and gets in by the group they are in now', async () => {
  await addToGroup('readers');
  await keyboard.follow('Sign in');
  await person.expectSignedIn(email);
  expect(await person.answerOf('List files')).toMatch(/^200: /);
});

test('who signs out has to sign in again, with the password and a new one-time code', async () => {
  await keyboard.follow('Sign out');
  expect(page.url()).toBe(world.home);
  expect(await person.answerOf('List files')).toBe('401: {"message":"Unauthorized"}');
  await keyboard.follow('Sign in');
  await signInWith('Wrong-password-1');
  await person.expectFault('Password', 'Incorrect username or password.');
  await person.expectPage('Sign in', 'sign-in-refused');
  await signInWith(password);
  await person.expectPage('Enter your one-time code', 'one-time-code');
  await keyboard.fill('Code', usedCode);
  await keyboard.follow('Continue');
  await person.expectFault('Code', 'Your software token has already been used once.');
  await world.moveClock(30);
  await keyboard.fill('Code', await codeOfApp());
  await keyboard.follow('Continue');
  await person.expectSignedIn(email);
});

test('somebody who forgot their password sets another one with a code that is mailed', async () => {
  await keyboard.follow('Sign out');
  await keyboard.follow('Sign in');
  await keyboard.follow('Forgot your password?');
  await person.expectPage('Reset your password', 'forgot-password');
  await keyboard.fill('Email address', email);
  await keyboard.follow('Send a code');
  await person.expectPage('Choose a new password', 'reset-password');
  await keyboard.fill('Code', await world.codeFor(email));
  await keyboard.fill('New password', newPassword);
  await keyboard.follow('Set password');
  await signInWith(password);
  await person.expectFault('Password', 'Incorrect username or password.');
  await signInWith(newPassword);
  await world.moveClock(30);
  await keyboard.fill('Code', await codeOfApp());
  await keyboard.follow('Continue');
  await person.expectSignedIn(email);
  expect(await person.answerOf('List files')).toMatch(/^200: /);
});

test('pages keep their width on a narrow window', async () => {
  await keyboard.follow('Sign out');
  await page.setViewportSize({ width: 320, height: 640 });
  await keyboard.follow('Sign in');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await keepPicture(page.locator('main'), 'sign-in-narrow');
});

test('the browser found nothing to complain about but the refusals that were asked for', () => {
  expect(person.complaints.filter((text) => !/status of (400|401|403)/.test(text))).toEqual([]);
});
