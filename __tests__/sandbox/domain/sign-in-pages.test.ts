import { TOTP } from 'otpauth';
import type { UserPool } from '../../../blueprint/model/user-pools';
import { Browser, type Visit } from '../support/browser';
import { checkPage } from '../support/page-check';
import { claimsOf, confirmedUser, lastCode, password } from '../support/user-pool-fixture';
import {
  aCompany,
  authorizeUrl,
  awsHost,
  aWebClient,
  aWebPool,
  origin,
  signInOnPage,
  startWeb,
  tokensOf,
  webId,
  type WebWorld,
} from '../support/web-domain';

const anna = 'anna@example.com';
const UserPoolId = 'us-east-1_AbCdEf123';

/** A browser that checks each page that it comes to. */
class CheckingBrowser extends Browser {
  override async go(url: string): Promise<Visit> {
    return checked(await super.go(url));
  }
  override async post(...args: Parameters<Browser['post']>): Promise<Visit> {
    return checked(await super.post(...args));
  }
}

function checked(visit: Visit): Visit {
  if (visit.url.startsWith(origin)) checkPage(visit);
  return visit;
}

const browserOf = (world: WebWorld): Browser => new CheckingBrowser(world.send, (host) => host === awsHost);

async function start(changes: Partial<UserPool> = {}): Promise<WebWorld> {
  const world = startWeb([aWebPool(changes)]);
  await world.pools.ready();
  return world;
}

async function withAnna(changes: Partial<UserPool> = {}): Promise<WebWorld> {
  const world = await start(changes);
  await confirmedUser(world, anna, webId);
  return world;
}

const codeIn = (visit: Visit): string => visit.query.get('code') ?? '';

describe('an account', () => {
  test('is made, confirmed and signed in with, from page to page', async () => {
    const world = await start();
    const browser = browserOf(world);
    const signUp = await browser.follow(await browser.go(authorizeUrl()), 'Create an account');
    expect(signUp.title).toBe('Create an account');
    const confirm = await browser.submit(signUp, { username: anna, newPassword: password });
    expect([confirm.title, confirm.document.querySelector('[role=status]')?.text]).toEqual([
      'Confirm your account',
      'A code was sent to a***@e***.',
    ]);
    const login = await browser.submit(confirm, { code: lastCode(world) });
    expect(login.document.querySelector('[role=status]')?.text).toBe('Your account is confirmed. Sign in.');
    expect(login.document.querySelector('#username')?.getAttribute('value')).toBe(anna);
    const back = await browser.submit(login, { password });
    const tokens = tokensOf(await world.exchange(codeIn(back)));
    expect(claimsOf(String(tokens['id_token']))).toMatchObject({ email: anna, email_verified: true });
  });

  test('gets another code, and the one before counts no more', async () => {
    const world = await start();
    const browser = browserOf(world);
    const signUp = await browser.go(authorizeUrl({}, origin, '/signup'));
    const confirm = await browser.submit(signUp, { username: anna, newPassword: password });
    const old = lastCode(world);
    const again = await browser.submit(confirm, {}, '/resendcode');
    expect(again.document.querySelector('[role=status]')?.text).toBe('A code was sent to a***@e***.');
    expect((await browser.submit(again, { code: old }, '/confirm')).alert).toBe(
      'Invalid verification code provided, please try again.',
    );
    expect((await browser.submit(again, { code: lastCode(world) }, '/confirm')).title).toBe('Sign in');
  });

  test('that waits for its code leads there after the right password alone', async () => {
    const world = await start();
    await world.ok('SignUp', { ClientId: webId, Username: anna, Password: password });
    const browser = browserOf(world);
    const again = await browser.go(authorizeUrl());
    expect((await browser.submit(again, { username: anna, password: 'Wr0ng!pass' })).alert).toBe(
      'Incorrect username or password.',
    );
    expect((await browser.submit(again, { username: anna, password })).title).toBe('Confirm your account');
  });

  test.each<readonly [what: string, values: Record<string, string>, field: string | undefined, alert: string]>([
    ['no name', { username: '', newPassword: password }, 'username', 'Fill in: Email address.'],
    [
      'a name that is no address',
      { username: 'anna', newPassword: password },
      undefined,
      'Username should be an email.',
    ],
    [
      'a weak password',
      { username: 'eve@example.com', newPassword: 'weak' },
      'newPassword',
      'Password did not conform with policy: Password not long enough',
    ],
    [
      'a name that is taken',
      { username: anna, newPassword: password },
      'username',
      'An account with the given email already exists.',
    ],
  ])('is not made with %s', async (_, values, ...[field, alert]) => {
    const world = await withAnna();
    const browser = browserOf(world);
    const page = await browser.submit(await browser.go(authorizeUrl({}, origin, '/signup')), values);
    expect([page.status, page.alert]).toEqual([400, alert]);
    expect(page.document.querySelector('[aria-invalid]')?.getAttribute('name')).toBe(field);
    expect((await world.ok('ListUsers', { UserPoolId }))['Users']).toHaveLength(1);
  });

  test('is not made where administrators make them: no link, no page, no form', async () => {
    const world = await start({ allowAdminCreateUserOnly: true });
    const browser = browserOf(world);
    const login = await browser.go(authorizeUrl());
    expect(login.body).not.toContain('/signup');
    const page = await browser.go(authorizeUrl({}, origin, '/signup'));
    expect([page.title, page.alert]).toEqual(['Sign in', 'SignUp is not permitted for this user pool']);
    const formToken = page.document.querySelector('[name=formToken]')?.getAttribute('value') ?? '';
    const form = { formToken, username: anna, newPassword: password };
    const posted = await browser.post(authorizeUrl({}, origin, '/signup'), form);
    expect([posted.title, posted.alert]).toEqual(['Sign in', 'SignUp is not permitted for this user pool']);
    expect((await world.ok('ListUsers', { UserPoolId }))['Users']).toEqual([]);
  });

  test('has the attributes that the pool requires', async () => {
    const world = await start({
      schema: [{ name: 'given_name', dataType: 'String', required: true, mutable: true }],
    });
    const browser = browserOf(world);
    const page = await browser.go(authorizeUrl({}, origin, '/signup'));
    const values = { username: anna, newPassword: password, 'attribute.given_name': '' };
    expect((await browser.submit(page, values)).alert).toBe('Fill in: Given name.');
    await browser.submit(page, { ...values, 'attribute.given_name': '<b>Anna</b>' });
    expect(world.pools.directory.runtimes[0]?.users.find(anna)?.attributes.get('given_name')).toBe('<b>Anna</b>');
  });
});

describe('a password', () => {
  test.each<readonly [name: string, typed: string]>([
    [anna, 'Wr0ng!pass'],
    ['nobody@example.com', password],
    ['"><script>alert(1)</script>', password],
  ])('of %j that does not do gets the same answer for everybody', async (name, typed) => {
    const browser = browserOf(await withAnna());
    const page = await browser.submit(await browser.go(authorizeUrl()), { username: name, password: typed });
    expect([page.status, page.alert]).toEqual([400, 'Incorrect username or password.']);
    expect(page.document.querySelector('#username')?.getAttribute('value')).toBeDefined();
    expect(page.body).not.toContain('<script>');
    expect([...(browser.cookies.get(awsHost)?.keys() ?? [])]).toEqual(['__Host-form']);
  });

  test('is guessed five times, and then the name is locked', async () => {
    const browser = browserOf(await withAnna());
    const page = await browser.go(authorizeUrl());
    for (let guess = 0; guess < 5; guess++) await browser.submit(page, { username: anna, password: `Wr0ng!${guess}` });
    expect((await browser.submit(page, { username: anna, password })).alert).toBe('Password attempts exceeded');
  });

  test('that was forgotten is replaced by a code, and ends the sessions that began with the old one', async () => {
    const world = await withAnna();
    const signedIn = browserOf(world);
    await signInOnPage(signedIn);
    const browser = browserOf(world);
    const forgot = await browser.follow(await browser.go(authorizeUrl()), 'Forgot your password?');
    const reset = await browser.submit(forgot, { username: anna });
    expect(reset.document.querySelector('[role=status]')?.text).toBe('A code was sent to a***@e***.');
    const code = lastCode(world);
    const weak = await browser.submit(reset, { code, newPassword: 'weak' });
    expect(weak.alert).toMatch(/not conform to policy: Password not long enough$/);
    const login = await browser.submit(weak, { code, newPassword: 'N3w!password' });
    expect(login.document.querySelector('[role=status]')?.text).toBe('Your password is set. Sign in.');
    expect((await browser.submit(login, { password })).alert).toBe('Incorrect username or password.');
    expect(codeIn(await browser.submit(login, { password: 'N3w!password' }))).not.toBe('');
    expect((await signedIn.go(authorizeUrl())).title).toBe('Sign in');
  });

  test('of nobody is forgotten in the same words, and no code does', async () => {
    const world = await withAnna();
    const browser = browserOf(world);
    const sent = world.pools.mailbox().length;
    const forgot = await browser.go(authorizeUrl({}, origin, '/forgotPassword'));
    const reset = await browser.submit(forgot, { username: 'nobody@example.com' });
    expect([reset.title, reset.document.querySelector('[role=status]')?.text]).toEqual([
      'Choose a new password',
      'A code was sent to n***@e***.',
    ]);
    expect(world.pools.mailbox()).toHaveLength(sent);
    expect((await browser.submit(reset, { code: '000000', newPassword: 'N3w!password' })).alert).toBe(
      'Invalid verification code provided, please try again.',
    );
  });

  test('that an administrator gave is replaced before anything opens', async () => {
    const world = await start();
    const TemporaryPassword = 'Temp0rary!';
    await world.ok('AdminCreateUser', { UserPoolId, Username: anna, TemporaryPassword, MessageAction: 'SUPPRESS' });
    const browser = browserOf(world);
    const page = await browser.submit(await browser.go(authorizeUrl()), {
      username: anna,
      password: TemporaryPassword,
    });
    expect(page.title).toBe('Choose a new password');
    expect(browser.cookies.get(awsHost)?.has('__Host-cognito')).toBe(false);
    const weak = await browser.submit(page, { newPassword: 'weak' });
    expect(weak.alert).toContain('Password not long enough');
    expect(codeIn(await browser.submit(weak, { newPassword: password }))).not.toBe('');
    expect((await browser.submit(weak, { newPassword: password })).alert).toBe('Invalid session for the user.');
  });
});

describe('one-time codes', () => {
  const mfa = { mode: 'ON', softwareToken: true } as const;
  const codeOfKey = (world: WebWorld, key: string): string =>
    new TOTP({ secret: key }).generate({ timestamp: world.clock.now() });

  async function enrolled(world: WebWorld): Promise<string> {
    const browser = browserOf(world);
    const page = await signInOnPage(browser);
    expect(page.title).toBe('Set up one-time codes');
    const key = page.document.querySelector('code')?.text.replace(/ /g, '') ?? '';
    expect(browser.cookies.get(awsHost)?.has('__Host-cognito')).toBe(false);
    expect(codeIn(await browser.submit(page, { code: codeOfKey(world, key) }))).not.toBe('');
    return key;
  }

  test('are set up where the pool wants them, with the key as text, link and picture', async () => {
    const world = await withAnna({ mfa });
    const browser = browserOf(world);
    const page = await signInOnPage(browser);
    const key = page.document.querySelector('code')?.text.replace(/ /g, '') ?? '';
    expect(key).toMatch(/^[A-Z2-7]{32,}$/);
    const link = page.document.querySelectorAll('a').map((a) => a.getAttribute('href') ?? '');
    expect(link.find((href) => href.startsWith('otpauth:'))).toContain(`secret=${key}&issuer=users`);
    expect(page.document.querySelectorAll('svg path')).toHaveLength(2);
    const wrong = await browser.submit(page, { code: '000000' });
    expect([wrong.title, wrong.alert]).toEqual(['Set up one-time codes', 'Code mismatch']);
    expect(wrong.document.querySelector('code')?.text.replace(/ /g, '')).toBe(key);
    expect(codeIn(await browser.submit(wrong, { code: codeOfKey(world, key) }))).not.toBe('');
    expect(world.log.join('\n')).not.toContain(key);
  });

  test('are asked for at the next sign-in, each good once', async () => {
    const world = await withAnna({ mfa });
    const key = await enrolled(world);
    const browser = browserOf(world);
    const page = await signInOnPage(browser);
    expect(page.title).toBe('Enter your one-time code');
    expect((await browser.submit(page, { code: codeOfKey(world, key) })).alert).toBe(
      'Your software token has already been used once.',
    );
    world.clock.advance(60);
    expect((await browser.submit(page, { code: '' })).alert).toBe('Fill in: Code.');
    expect(codeIn(await browser.submit(page, { code: codeOfKey(world, key) }))).not.toBe('');
    expect((await browser.submit(page, { code: codeOfKey(world, key) })).alert).toBe('Invalid session for the user.');
  });

  test('are not asked for where the browser waited too long: everything begins again', async () => {
    const world = await withAnna({ mfa });
    const key = await enrolled(world);
    const browser = browserOf(world);
    const page = await signInOnPage(browser);
    world.clock.advance(181);
    const late = await browser.submit(page, { code: codeOfKey(world, key) });
    expect([late.title, late.alert]).toEqual(['Sign in', 'Invalid session for the user, session is expired.']);
  });

  test('of a step that is not this one, or of another client, open nothing', async () => {
    const world = await withAnna({ mfa, clients: [aWebClient(), aWebClient({ id: 'web2' })] });
    const key = await enrolled(world);
    const browser = browserOf(world);
    const page = await signInOnPage(browser);
    world.clock.advance(60);
    const field = (name: string) => page.document.querySelector(`[name=${name}]`)?.getAttribute('value') ?? '';
    const form = { formToken: field('formToken'), session: field('session'), code: codeOfKey(world, key) };
    const elsewhere = await browser.post(authorizeUrl({ client_id: 'web2' }, origin, '/mfa'), form);
    expect([elsewhere.title, elsewhere.alert]).toEqual(['Sign in', 'Invalid session for the user.']);
    for (const path of ['/mfa/register', '/changePassword']) {
      const other = await browser.post(authorizeUrl({}, origin, path), { ...form, newPassword: password });
      expect([other.title, other.alert]).toEqual(['Sign in', 'Invalid session for the user.']);
    }
    expect(codeIn(await browser.submit(page, { code: form.code }))).not.toBe('');
  });

  test.each(['/mfa', '/mfa/register', '/changePassword', '/confirmForgotPassword', '/resendcode'])(
    '%s follows from other pages alone',
    async (path) => {
      const page = await browserOf(await withAnna({ mfa })).go(authorizeUrl({}, origin, path));
      expect([page.status, page.title]).toEqual([200, 'Sign in']);
    },
  );
});

describe('other directories', () => {
  const withProviders = (...identityProviders: string[]): Promise<WebWorld> =>
    withAnna({
      identityProviders: [aCompany('Company'), aCompany('Partner')],
      clients: [aWebClient({ identityProviders })],
    });
  const providersOn = (visit: Visit): readonly string[] =>
    visit.document.querySelectorAll('a.button').map((link) => link.text.trim());

  test('that the application has are offered beside the password, and those alone', async () => {
    const browser = browserOf(await withProviders('COGNITO', 'Company'));
    const page = await browser.go(authorizeUrl());
    expect(providersOn(page)).toEqual(['Continue with Company']);
    const href = page.document.querySelector('a.button')?.getAttribute('href') ?? '';
    expect(new URL(href, origin).href).toBe(authorizeUrl({ identity_provider: 'Company' }));
    expect(codeIn(await signInOnPage(browser))).not.toBe('');
  });

  test('are all that there is without COGNITO: a right password opens nothing', async () => {
    const world = await withProviders('Company', 'Partner');
    const browser = browserOf(world);
    const page = await browser.go(authorizeUrl());
    expect(providersOn(page)).toEqual(['Continue with Company', 'Continue with Partner']);
    expect(page.document.querySelectorAll('form, input')).toEqual([]);
    const sent = { username: anna, password, newPassword: password, code: '000000' };
    const mails = world.pools.mailbox().length;
    for (const path of ['/login', '/signup', '/confirm', '/resendcode', '/forgotPassword', '/confirmForgotPassword']) {
      for (const visit of [
        await browser.go(authorizeUrl({}, origin, path)),
        await browser.post(authorizeUrl({}, origin, path), { ...sent, formToken: 'any' }),
      ]) {
        expect([path, visit.url, providersOn(visit).length]).toEqual([path, authorizeUrl({}, origin, '/login'), 2]);
      }
    }
    expect(world.pools.mailbox()).toHaveLength(mails);
    expect(browser.cookies.get(awsHost)?.size).toBe(0);
  });
});
