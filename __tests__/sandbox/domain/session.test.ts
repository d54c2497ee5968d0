import { claimsOf, confirmedUser, password } from '../support/user-pool-fixture';
import {
  aCompany,
  type Asked,
  authorizeUrl,
  awsHost,
  aWebClient,
  aWebPool,
  callback,
  codeOf,
  localHost,
  origin,
  signedOut,
  signInOnPage,
  startWeb,
  tokensOf,
  webId,
  webOauth,
  type WebWorld,
} from '../support/web-domain';

const anna = 'anna@example.com';
const UserPoolId = 'us-east-1_AbCdEf123';
const others = 'others.auth.us-east-1.amazoncognito.com';

async function start(): Promise<WebWorld> {
  const world = startWeb([
    aWebPool({
      identityProviders: [aCompany('Company'), aCompany('Partner')],
      clients: [
        aWebClient(),
        aWebClient({ id: 'web2' }),
        aWebClient({ id: 'no-logout', oauth: webOauth({ logoutUrls: [] }) }),
        aWebClient({ id: 'companies', identityProviders: ['Company', 'Partner'] }),
        aWebClient({ id: 'all', identityProviders: ['COGNITO', 'Company'] }),
      ],
    }),
    aWebPool({ id: 'us-east-1_Other1234', clients: [aWebClient({ id: 'foreign' })] }, 'others'),
  ]);
  await world.pools.ready();
  await confirmedUser(world, anna, webId);
  return world;
}

describe('a form', () => {
  test.each<
    readonly [what: string, change: Readonly<Record<string, string>>, headers: Record<string, string>, reason: string]
  >([
    ['without its hidden value', { formToken: '' }, {}, "The form's hidden value is not that of the browser's cookie."],
    ['with another', { formToken: 'forged' }, {}, "The form's hidden value is not that of the browser's cookie."],
    ['of another site', {}, { 'sec-fetch-site': 'cross-site' }, 'The form was sent from another place: cross-site.'],
    ['of another port', {}, { 'sec-fetch-site': 'same-site' }, 'The form was sent from another place: same-site.'],
    ['of a browser without the cookie', {}, { cookie: '' }, 'The browser has no form cookie.'],
    [
      "with an attacker's cookie beside the browser's own",
      {},
      { cookie: '__Host-form=a; __Host-form=b' },
      'The browser has no form cookie.',
    ],
    [
      "with the cookie's value, which is not the form's",
      { formToken: 'a' },
      { cookie: '__Host-form=a' },
      "The form's hidden value is not that of the browser's cookie.",
    ],
  ])('%s is not looked at', async (...[, change, headers, reason]) => {
    const world = await start();
    const browser = world.browser();
    const page = await browser.go(authorizeUrl());
    const formToken = page.document.querySelector('[name=formToken]')?.getAttribute('value') ?? '';
    const cookie = `__Host-form=${browser.cookies.get(awsHost)?.get('__Host-form') ?? ''}`;
    const form = { formToken, username: anna, password, ...change };
    const url = new URL(page.url);
    const answer = await world.post(url.pathname + url.search, form, { cookie, ...headers });
    expect([answer.status, answer.reason, answer.headers['set-cookie']]).toEqual([403, reason, undefined]);
    expect((await world.post(url.pathname + url.search, { ...form, formToken }, { cookie })).status).toBe(302);
  });

  test('of another browser, or of another pool, is not looked at', async () => {
    const world = await start();
    const [mine, theirs] = [world.browser(), world.browser()];
    const [page] = [await mine.go(authorizeUrl()), await theirs.go(authorizeUrl())];
    expect((await theirs.submit(page, { username: anna, password })).status).toBe(403);
    const cookie = `__Host-form=${mine.cookies.get(awsHost)?.get('__Host-form') ?? ''}`;
    const formToken = page.document.querySelector('[name=formToken]')?.getAttribute('value') ?? '';
    const url = new URL(authorizeUrl({ client_id: 'foreign' }, origin, '/login'));
    const form = { formToken, username: anna, password };
    const answer = await world.post(url.pathname + url.search, form, { cookie, host: others });
    expect(answer.status).toBe(403);
  });
});

describe('a session', () => {
  test('spares the password for an hour, for other clients of the pool as well', async () => {
    const world = await start();
    const browser = world.browser();
    const line = String((await signInOnPage(browser)).headers['set-cookie']);
    expect(line).toMatch(/^__Host-cognito=[^;]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/);
    world.clock.advance(3599);
    for (const client_id of [webId, 'web2']) {
      const visit = await browser.go(authorizeUrl({ client_id }));
      expect(visit.redirects).toHaveLength(1);
      tokensOf(await world.exchange(visit.query.get('code') ?? '', { client_id }));
    }
    world.clock.advance(1);
    expect((await browser.go(authorizeUrl())).title).toBe('Sign in');
  });

  test('tells each application when the user showed who they are', async () => {
    const world = await start();
    const browser = world.browser();
    const began = Math.floor(world.clock.now() / 1000);
    await signInOnPage(browser);
    world.clock.advance(1000);
    const code = (await browser.go(authorizeUrl())).query.get('code') ?? '';
    const tokens = tokensOf(await world.exchange(code));
    expect(claimsOf(String(tokens['id_token']))).toMatchObject({ auth_time: began, iat: began + 1000 });
  });

  test('over plain HTTP has a cookie of another name', async () => {
    const world = await start();
    const visit = await signInOnPage(world.browser(), authorizeUrl({}, `http://${localHost}`));
    expect(String(visit.headers['set-cookie'])).toMatch(
      /^cognito=[^;]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/,
    );
  });

  test('is used silently where the application says so, and not where it wants the password', async () => {
    const browser = (await start()).browser();
    await signInOnPage(browser);
    expect((await browser.go(authorizeUrl({ prompt: 'none' }))).query.has('code')).toBe(true);
    expect((await browser.go(authorizeUrl({ prompt: 'login' }))).title).toBe('Sign in');
  });

  test('has another name after each sign-in', async () => {
    const world = await start();
    const browser = world.browser();
    const name = () => browser.cookies.get(awsHost)?.get('__Host-cognito') ?? '';
    await signInOnPage(browser);
    const first = name();
    await signInOnPage(browser, authorizeUrl({ prompt: 'login' }));
    expect(name()).not.toBe(first);
    browser.cookies.get(awsHost)?.set('__Host-cognito', first);
    expect((await browser.go(authorizeUrl())).title).toBe('Sign in');
  });

  test('is not one of another pool, nor over HTTP one of HTTPS', async () => {
    const world = await start();
    const browser = world.browser();
    await signInOnPage(browser);
    const cookie = browser.cookies.get(awsHost) ?? new Map<string, string>();
    browser.cookies.set(others, new Map(cookie));
    browser.cookies.set(localHost, new Map(cookie));
    const foreign = authorizeUrl({ client_id: 'foreign', prompt: 'none' }, `https://${others}`);
    expect((await browser.go(foreign)).reason).toBe('login_required: The session is of another user pool.');
    const plain = authorizeUrl({ prompt: 'none' }, `http://${localHost}`);
    expect((await browser.go(plain)).reason).toBe('login_required: The browser has no session.');
    // The pool's own session has not ended by that.
    expect((await browser.go(authorizeUrl({ prompt: 'none' }))).query.has('code')).toBe(true);
  });

  const silent = authorizeUrl({ prompt: 'none' });
  test.each<readonly [what: string, end: (world: WebWorld) => Promise<unknown>, reason: string]>([
    [
      'was disabled',
      (world) => world.ok('AdminDisableUser', { UserPoolId, Username: anna }),
      'The user of the session is deleted or disabled.',
    ],
    [
      'was deleted',
      (world) => world.ok('AdminDeleteUser', { UserPoolId, Username: anna }),
      'The user of the session is deleted or disabled.',
    ],
    [
      'has another password',
      (world) => world.ok('AdminSetUserPassword', { UserPoolId, Username: anna, Password: password, Permanent: true }),
      'The password was changed since the session began.',
    ],
    [
      'must reset the password',
      (world) => world.ok('AdminResetUserPassword', { UserPoolId, Username: anna }),
      'The password must be reset first.',
    ],
  ])('is over when the user %s', async (...[, end, reason]) => {
    const world = await start();
    const browser = world.browser();
    await signInOnPage(browser);
    await end(world);
    const visit = await browser.go(silent);
    expect([visit.url, visit.reason]).toEqual([
      `${callback}?error=login_required&state=state1`,
      `login_required: ${reason}`,
    ]);
  });

  test.each<readonly [asked: Asked, reason: string]>([
    [{ client_id: 'companies' }, 'The session began by COGNITO, and the app client has no such identity provider.'],
    [{ client_id: 'all', identity_provider: 'Company' }, 'The session began by COGNITO.'],
  ])('is not one of an identity provider that %j wants', async (asked, reason) => {
    const browser = (await start()).browser();
    await signInOnPage(browser);
    const visit = await browser.go(authorizeUrl({ prompt: 'none', ...asked }));
    expect([visit.query.has('code'), visit.reason]).toEqual([false, `login_required: ${reason}`]);
  });

  test('of a made-up name is none', async () => {
    const browser = (await start()).browser();
    for (const value of ['made-up', '%', '', 'a%2Cb']) {
      browser.cookies.set(awsHost, new Map([['__Host-cognito', value]]));
      expect((await browser.go(silent)).query.get('error')).toBe('login_required');
    }
  });

  test('outlives GlobalSignOut, as on AWS', async () => {
    const world = await start();
    const browser = world.browser();
    await signInOnPage(browser);
    await world.ok('AdminUserGlobalSignOut', { UserPoolId, Username: anna });
    expect((await browser.go(silent)).query.has('code')).toBe(true);
  });
});

describe('signing out', () => {
  const logout = (query: Readonly<Record<string, string>>): string =>
    `${origin}/logout?${new URLSearchParams(query).toString()}`;

  test('ends the session on the server too, and goes on to the registered address', async () => {
    const world = await start();
    const browser = world.browser();
    await signInOnPage(browser);
    const name = browser.cookies.get(awsHost)?.get('__Host-cognito') ?? '';
    const visit = await browser.go(logout({ client_id: webId, logout_uri: signedOut }));
    expect([visit.url, visit.reason]).toEqual([signedOut, undefined]);
    expect(browser.cookies.get(awsHost)?.has('__Host-cognito')).toBe(false);
    browser.cookies.get(awsHost)?.set('__Host-cognito', name);
    expect((await browser.go(authorizeUrl())).title).toBe('Sign in');
  });

  test('leaves tokens as they are', async () => {
    const world = await start();
    const tokens = tokensOf(await world.exchange(await codeOf(world)));
    await world.browser().go(logout({ client_id: webId, logout_uri: signedOut }));
    const form = { grant_type: 'refresh_token', client_id: webId, refresh_token: String(tokens['refresh_token']) };
    tokensOf(await world.post('/oauth2/token', form));
  });

  test('with the parameters of an authorization leads to the sign-in page', async () => {
    const browser = (await start()).browser();
    await signInOnPage(browser);
    const page = await browser.go(authorizeUrl({}, origin, '/logout'));
    expect([page.title, page.url]).toEqual(['Sign in', authorizeUrl({}, origin, '/login')]);
    expect((await browser.go(authorizeUrl())).title).toBe('Sign in');
  });

  const exact = `Its sign-out URLs, compared exactly: ${signedOut}.`;
  const neither = 'There is neither logout_uri nor redirect_uri.';
  test.each<readonly [query: Readonly<Record<string, string>>, error: string, reason: string]>([
    [{ client_id: webId }, 'invalid_request', neither],
    [{ logout_uri: signedOut }, 'invalid_request', 'client_id or logout_uri is missing, or there more than once.'],
    [{ client_id: 'ghost', logout_uri: signedOut }, 'invalid_request', 'The user pool has no app client ghost.'],
    [{ client_id: 'foreign', logout_uri: signedOut }, 'invalid_request', 'The user pool has no app client foreign.'],
    [
      { client_id: webId, logout_uri: `${signedOut}/` },
      'invalid_request',
      `The logout_uri ${signedOut}/ is not a sign-out URL of the app client. ${exact}`,
    ],
    [
      { client_id: webId, logout_uri: callback },
      'invalid_request',
      `The logout_uri ${callback} is not a sign-out URL of the app client. ${exact}`,
    ],
    [
      { client_id: 'no-logout', logout_uri: signedOut },
      'invalid_request',
      `The logout_uri ${signedOut} is not a sign-out URL of the app client. Its sign-out URLs, compared exactly: none.`,
    ],
    [
      { client_id: webId, logout_uri: signedOut, redirect_uri: callback },
      'invalid_request',
      'There are logout_uri and redirect_uri; one is allowed.',
    ],
    [
      { client_id: webId, redirect_uri: 'https://evil.example', response_type: 'code' },
      'redirect_mismatch',
      `The redirect_uri https://evil.example is not a callback URL of the app client. Its callback URLs, compared exactly: ${callback}, myapp://signed-in.`,
    ],
  ])('with %j ends nothing', async (query, error, reason) => {
    const world = await start();
    const browser = world.browser();
    await signInOnPage(browser);
    const url = new URL(logout(query));
    const answer = await world.send({
      method: 'GET',
      path: url.pathname + url.search,
      headers: { host: awsHost },
      body: '',
    });
    expect([answer.status, answer.headers['location'], answer.reason, answer.headers['set-cookie']]).toEqual([
      302,
      `/error?error=${error}`,
      `${error}: ${reason}`,
      undefined,
    ]);
    expect((await browser.go(url.href)).title).toBe('Sign-in cannot begin');
    expect((await browser.go(authorizeUrl())).query.has('code')).toBe(true);
  });
});
