import fc from 'fast-check';
import { aClient, confirmedUser } from '../support/user-pool-fixture';
import {
  aCompany,
  type Asked,
  authorizeUrl,
  aWebClient,
  aWebPool,
  callback,
  localHost,
  origin,
  signInOnPage,
  startWeb,
  webId,
  webOauth,
} from '../support/web-domain';

const world = startWeb([
  aWebPool({
    identityProviders: [aCompany('Company')],
    clients: [
      aWebClient(),
      aWebClient({ id: 'nobody', identityProviders: [] }),
      aWebClient({ id: 'machine', oauth: webOauth({ flows: new Set(['client_credentials']) }) }),
      aWebClient({ id: 'email-only', oauth: webOauth({ scopes: ['email'] }) }),
      aClient({ id: 'api-only' }),
    ],
  }),
  aWebPool({ id: 'us-east-1_Other1234', clients: [aWebClient({ id: 'foreign' })] }, 'others'),
]);

beforeAll(async () => {
  await world.pools.ready();
  await confirmedUser(world, 'anna@example.com', webId);
});

describe('an authorization that is not good', () => {
  const redirectReasons: readonly (readonly [what: string, asked: Asked, error: string, reason: string])[] = [
    [
      'no response_type',
      { response_type: undefined },
      'invalid_request',
      'The parameter response_type is missing. It must be code.',
    ],
    [
      'an unknown response_type',
      { response_type: 'id_token' },
      'invalid_request',
      'The parameter response_type is id_token. It must be code.',
    ],
    [
      'the implicit flow',
      { response_type: 'token' },
      'unauthorized_client',
      'The app client may not use the implicit flow.',
    ],
    [
      'a client of another flow',
      { client_id: 'machine' },
      'unauthorized_client',
      'The app client may not use the flow code.',
    ],
    [
      'PKCE plain',
      { code_challenge_method: 'plain' },
      'invalid_request',
      'The code_challenge_method is plain. It must be S256.',
    ],
    [
      'a challenge without a method',
      { code_challenge_method: undefined },
      'invalid_request',
      'The code_challenge_method is missing. It must be S256.',
    ],
    [
      'a method without a challenge',
      { code_challenge: undefined },
      'invalid_request',
      'There is a code_challenge_method, and no code_challenge.',
    ],
    [
      'a challenge that S256 does not make',
      { code_challenge: 'short' },
      'invalid_request',
      'The code_challenge is not 43 characters of base64url, as S256 makes them.',
    ],
    [
      'a scope that the client may not have',
      { scope: 'openid phone' },
      'invalid_scope',
      'The app client may not have the scope phone. It may have: openid, email, profile, aws.cognito.signin.user.admin.',
    ],
    ['no scope at all', { scope: ' ' }, 'invalid_scope', 'No scope is asked for.'],
    ['email without openid', { scope: 'email' }, 'invalid_scope', 'The scope email needs openid beside it.'],
    [
      'the scopes of a client that has no openid',
      { client_id: 'email-only', scope: undefined },
      'invalid_scope',
      'The scope email needs openid beside it.',
    ],
    [
      'a prompt that is not modelled',
      { prompt: 'consent' },
      'invalid_request',
      'The prompt is consent. The sandbox models none and login.',
    ],
    ['a silent one without a session', { prompt: 'none' }, 'login_required', 'The browser has no session.'],
    [
      'an unknown identity provider',
      { identity_provider: 'Google' },
      'invalid_request',
      'The app client has no identity provider Google. It has: COGNITO.',
    ],
    [
      'an identity provider that the client does not have',
      { identity_provider: 'Company' },
      'invalid_request',
      'The app client has no identity provider Company. It has: COGNITO.',
    ],
    [
      'one by its identifier that the client does not have',
      { idp_identifier: 'company.example' },
      'invalid_request',
      'The app client has no identity provider company.example. It has: COGNITO.',
    ],
    [
      'two ways to name an identity provider',
      { identity_provider: 'COGNITO', idp_identifier: 'x' },
      'invalid_request',
      'There are identity_provider and idp_identifier; one is allowed.',
    ],
    [
      'a client without any identity provider',
      { client_id: 'nobody' },
      'unauthorized_client',
      'The app client has no identity provider, not even COGNITO.',
    ],
    [
      'a parameter that is not modelled',
      { resource: 'https://api.example' },
      'invalid_request',
      'The sandbox does not model the parameter resource.',
    ],
  ];

  test.each(redirectReasons)('%s is told to the application', async (_, asked, ...[error, reason]) => {
    const url = new URL(authorizeUrl(asked));
    const answer = await world.send({
      method: 'GET',
      path: url.pathname + url.search,
      headers: { host: url.host },
      body: '',
    });
    expect([answer.status, answer.headers['location'], answer.reason]).toEqual([
      302,
      `${callback}?error=${error}&state=state1`,
      `${error}: ${reason}`,
    ]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('a parameter twice is told to the application', async () => {
    const visit = await world.browser().go(`${authorizeUrl()}&nonce=other`);
    expect(visit.url).toBe(`${callback}?error=invalid_request&state=state1`);
    expect(visit.reason).toBe('invalid_request: The parameter nonce is there more than once.');
  });

  const registered = `Its callback URLs, compared exactly: ${callback}, myapp://signed-in.`;
  test.each<readonly [what: string, url: string, error: string, reason: string]>([
    [
      'no client',
      authorizeUrl({ client_id: undefined }),
      'invalid_request',
      'The parameter client_id is missing, or there more than once.',
    ],
    [
      'two clients',
      `${authorizeUrl()}&client_id=${webId}`,
      'invalid_request',
      'The parameter client_id is missing, or there more than once.',
    ],
    [
      'an unknown client',
      authorizeUrl({ client_id: 'ghost' }),
      'invalid_request',
      'The user pool has no app client ghost.',
    ],
    [
      'a client of another pool',
      authorizeUrl({ client_id: 'foreign' }),
      'invalid_request',
      'The user pool has no app client foreign.',
    ],
    [
      'no address',
      authorizeUrl({ redirect_uri: undefined }),
      'invalid_request',
      'The parameter redirect_uri is missing, or there more than once.',
    ],
    [
      'two addresses',
      `${authorizeUrl()}&redirect_uri=https://evil.example`,
      'invalid_request',
      'The parameter redirect_uri is missing, or there more than once.',
    ],
    [
      'a client of the API alone',
      authorizeUrl({ client_id: 'api-only' }),
      'redirect_mismatch',
      `The redirect_uri ${callback} is not a callback URL of the app client. Its callback URLs, compared exactly: none.`,
    ],
    ...[
      `${callback}/`,
      `${callback}?a=b`,
      callback.toUpperCase(),
      'https://evil.example',
      'javascript:alert(1)',
      '',
    ].map((uri): readonly [string, string, string, string] => [
      `the address ${JSON.stringify(uri)}`,
      authorizeUrl({ redirect_uri: uri }),
      'redirect_mismatch',
      `The redirect_uri ${uri} is not a callback URL of the app client. ${registered}`,
    ]),
  ])('%s is told to the user alone', async (_, url, ...[error, reason]) => {
    const asked = new URL(url);
    for (const path of ['/oauth2/authorize', '/login']) {
      const first = await world.send({
        method: 'GET',
        path: path + asked.search,
        headers: { host: asked.host },
        body: '',
      });
      expect([first.status, first.headers['location'], first.reason]).toEqual([
        302,
        `/error?error=${error}`,
        `${error}: ${reason}`,
      ]);
    }
    const page = await world.browser().go(url);
    expect([page.status, page.url, page.title]).toEqual([
      400,
      `${origin}/error?error=${error}`,
      'Sign-in cannot begin',
    ]);
    expect(page.document.querySelector('code')?.text).toBe(error);
  });

  test('the error page shows none but known words', async () => {
    const page = await world.browser().go(`${origin}/error?error=%3Cb%3Ecall+0800%3C/b%3E`);
    expect(page.body).not.toContain('0800');
    expect(page.document.querySelector('code')?.text).toBe('invalid_request');
  });

  test.each(['POST', 'PUT', 'HEAD'])('%s is not taken', async (method) => {
    const answer = await world.send({
      method,
      path: '/oauth2/authorize',
      headers: { host: 'people.localhost' },
      body: '',
    });
    expect([answer.status, answer.headers['allow'], answer.reason]).toEqual([
      405,
      'GET',
      `This endpoint takes GET, not ${method}.`,
    ]);
  });
});

test('no address gets a browser sent to it, but one that is registered, to the letter', async () => {
  const near = fc
    .constantFrom(callback, 'myapp://signed-in')
    .chain((uri) =>
      fc
        .tuple(fc.nat(uri.length), fc.string({ maxLength: 3 }))
        .map(([at, text]) => uri.slice(0, at) + text + uri.slice(at)),
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.webUrl(), fc.string()), fc.boolean(), async (uri, broken) => {
      const url = new URL(authorizeUrl({ redirect_uri: uri, ...(broken && { scope: 'nonsense' }) }));
      const sent = { method: 'GET', path: url.pathname + url.search, headers: { host: url.host }, body: '' };
      const location = String((await world.send(sent)).headers['location']);
      const isRegistered = webOauth().callbackUrls.includes(uri);
      if (!isRegistered) return location === '/error?error=redirect_mismatch';
      return broken ? location.startsWith(`${uri}?error=invalid_scope`) : location.startsWith('/login?');
    }),
    { numRuns: 300 },
  );
});

describe('a good authorization', () => {
  test('leads to the sign-in page with the same query, and back with a code and the state', async () => {
    const browser = world.browser();
    const page = await browser.go(authorizeUrl());
    expect([page.status, page.title, page.url]).toEqual([200, 'Sign in', authorizeUrl({}, origin, '/login')]);
    const back = await browser.submit(page, { username: 'anna@example.com', password: 'Passw0rd!' });
    expect(back.url).toMatch(/^https:\/\/app\.example\/callback\?code=[^&]+&state=state1$/);
    expect(back.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  test('gives back a state of any characters, and none where none was sent', async () => {
    const state = 'a b&c=d"<é>\r\n';
    expect((await signInOnPage(world.browser(), authorizeUrl({ state }))).query.get('state')).toBe(state);
    const without = await signInOnPage(world.browser(), authorizeUrl({ state: undefined }));
    expect([...without.query.keys()]).toEqual(['code']);
  });

  test('returns to the address of an app, and adds to a query that is there', async () => {
    const visit = await signInOnPage(world.browser(), authorizeUrl({ redirect_uri: 'myapp://signed-in' }));
    expect(visit.url).toMatch(/^myapp:\/\/signed-in\?code=/);
  });

  test('is served to a browser on this computer by the prefix, with cookies that need no HTTPS', async () => {
    const browser = world.browser();
    const visit = await signInOnPage(browser, authorizeUrl({}, `http://${localHost}`));
    expect(visit.query.has('code')).toBe(true);
    expect([...(browser.cookies.get(localHost)?.keys() ?? [])]).toEqual(['form', 'cognito']);
    expect([...browser.cookies.keys()]).toEqual([localHost]);
  });

  test('neither codes, passwords nor tokens are logged', async () => {
    const visit = await signInOnPage(world.browser());
    const code = visit.query.get('code') ?? '';
    const log = world.log.join('\n');
    expect(log).toContain(`code issued {"clientId":"${webId}","username":`);
    for (const hidden of [code, 'Passw0rd!', 'state1', 'nonce1']) expect(log).not.toContain(hidden);
  });
});
