import { AdminCreateUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { startBrowser } from './support/browser';
import { Person } from './support/person';
import { startSignInWorld, type SignInWorld } from './support/world';

const email = 'berta@example.com';
const password = 'Correct-horse-7';

let world: SignInWorld;
let browser: Browser;
let person: Person;

beforeAll(async () => {
  world = await startSignInWorld({ MFA: 'required' });
  browser = await startBrowser();
});

beforeEach(async () => {
  person = await Person.come(browser, world.home);
  await person.page.goto(world.home);
});

afterEach(() => person.page.context().close());

afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** An account that an administrator makes; its temporary password is mailed. */
async function invite(): Promise<void> {
  const { url: endpoint, developer: credentials } = world.sandbox.describe();
  const administrator = new CognitoIdentityProviderClient({ endpoint, region: world.region, credentials });
  await administrator.send(
    new AdminCreateUserCommand({
      UserPoolId: world.userPoolId,
      Username: email,
      UserAttributes: [{ Name: 'email', Value: email }],
      DesiredDeliveryMediums: ['EMAIL'],
    }),
  );
  administrator.destroy();
}

async function signInWith(typed: string): Promise<void> {
  await person.keyboard.fill('Email address', email);
  await person.keyboard.fill('Password', typed);
  await person.keyboard.follow('Sign in');
}

async function codeOfApp(): Promise<string> {
  const secret = ((await person.page.textContent('code')) ?? '').replace(/\s/g, '');
  const { time } = (await (await fetch(`${world.sandbox.url}/_sandbox`)).json()) as { time: string };
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(time) });
}

/** Another code than the one that is right. */
const wrong = (code: string): string => code.replace(/.$/, (last) => String((Number(last) + 1) % 10));

/** The address of the sign-in page, with something else in what the application asked. */
async function openWith(changed: Readonly<Record<string, string | undefined>>): Promise<void> {
  await person.keyboard.follow('Sign in');
  const address = new URL(person.page.url());
  for (const [name, value] of Object.entries(changed)) address.searchParams.set(name, value ?? '');
  await person.page.goto(address.href);
}

test('where administrators alone make accounts, no page offers one, and its address leads back with the reason', async () => {
  await person.keyboard.follow('Sign in');
  await person.expectPage('Sign in');
  expect(await person.page.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
  await person.page.goto(person.page.url().replace('/login?', '/signup?'));
  await person.expectPage('Sign in');
  expect(await person.page.getByRole('alert').textContent()).toContain('SignUp is not permitted for this user pool');
});

test('somebody whom an administrator made chooses a password, sets up an app, and is signed in', async () => {
  await invite();
  await person.keyboard.follow('Sign in');
  await signInWith(await world.codeFor(email));
  await person.expectPage('Choose a new password', 'new-password');
  await person.keyboard.fill('New password', 'short');
  await person.keyboard.follow('Set password');
  await person.expectPage('Choose a new password', 'new-password-refused');
  await person.expectFault('New password', 'Password does not conform to policy: Password not long enough');
  await person.keyboard.fill('New password', password);
  await person.keyboard.follow('Set password');
  await person.expectPage('Set up one-time codes');
  const code = await codeOfApp();
  await person.keyboard.fill('Code', wrong(code));
  await person.keyboard.follow('Continue');
  await person.expectPage('Set up one-time codes');
  await person.expectFault('Code', 'Code mismatch');
  await person.keyboard.fill('Code', await codeOfApp());
  await person.keyboard.follow('Continue');
  await person.expectSignedIn(email);
});

test('who takes too long for a step begins again', async () => {
  await person.keyboard.follow('Sign in');
  await signInWith(password);
  await person.expectPage('Enter your one-time code');
  await world.moveClock(181);
  await person.keyboard.fill('Code', '123456');
  await person.keyboard.follow('Continue');
  await person.expectPage('Sign in', 'sign-in-again');
  expect(await person.page.getByRole('alert').textContent()).toContain('Invalid session for the user');
});

test('a form whose cookie is gone is not used, and leads back to the sign-in page', async () => {
  await person.keyboard.follow('Sign in');
  await person.page.context().clearCookies();
  await signInWith(password);
  await person.expectPage('This form cannot be used', 'form-too-old');
  await person.keyboard.follow('Sign in');
  await person.expectPage('Sign in');
});

test.each([
  {
    changed: { redirect_uri: 'https://elsewhere.example.com/' },
    error: 'redirect_mismatch',
    text: 'an address that is not registered',
    picture: 'error-redirect-mismatch',
  },
  {
    changed: { client_id: 'nobody' },
    error: 'invalid_request',
    text: 'something that cannot be understood',
    picture: undefined,
  },
])('what an application asks wrongly is told to the person: $error', async ({ changed, error, text, picture }) => {
  await openWith(changed);
  expect(person.page.url()).toBe(`${world.domainUrl}/error?error=${error}`);
  await person.expectPage('Sign-in cannot begin', picture);
  expect(await person.page.getByRole('alert').textContent()).toContain(text);
  expect(await person.page.locator('code').textContent()).toBe(error);
});

test('the error page knows three words, and shows nothing else that its address holds', async () => {
  await person.page.goto(`${world.domainUrl}/error?error=unauthorized_client`);
  await person.expectPage('Sign-in cannot begin', 'error-unauthorized-client');
  expect(await person.page.getByRole('alert').textContent()).toBe('The application may not ask for this.');
  await person.page.goto(`${world.domainUrl}/error?error=${encodeURIComponent('call 555-0100')}`);
  await person.expectPage('Sign-in cannot begin');
  expect(await person.page.locator('main').textContent()).not.toContain('555');
});
