import { claimsOf } from '../support/user-pool-fixture';
import {
  application,
  browserClient,
  domainUrl,
  federatedPool,
  openIdProvider,
  startFederationWorld,
  type Browser,
  type FederationWorld,
  type Page,
} from './support/federation-world';
import { startOpenIdIdp, type OpenIdIdp } from './support/open-id-idp';

let idp: OpenIdIdp;
let world: FederationWorld;
let browser: Browser;
beforeAll(async () => void (idp = await startOpenIdIdp()));
afterAll(() => idp.stop());
beforeEach(() => {
  idp.received.length = 0;
  world = startWith();
  browser = world.browser();
});

type Changes = Parameters<typeof openIdProvider>[1];

function startWith(changes: Changes = {}, identityProviders = ['Partner', 'Second']): FederationWorld {
  const providers = [openIdProvider(idp.issuer, changes), openIdProvider(idp.issuer, { name: 'Second' })];
  const pool = federatedPool(providers, { clients: [browserClient({ identityProviders })] });
  return startFederationWorld(pool, { stands: new Map([[idp.issuer, idp.url]]) });
}

interface Change {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly by?: 'its key' | 'another key' | 'nobody';
  readonly tokens?: OpenIdIdp['tokens'];
  readonly userInfo?: OpenIdIdp['userInfo'];
  readonly query?: Readonly<Record<string, string>>;
  readonly with?: Browser;
}

/** What the provider would say, changed; the browser comes back with it. */
async function answer(location: string, change: Change = {}): Promise<Page> {
  const asked = new URL(location).searchParams;
  const iat = Math.floor(world.clock.now() / 1000);
  const claims = { iss: idp.issuer, aud: 'our-client', sub: 'ann', iat, exp: iat + 300, nonce: asked.get('nonce') };
  const id_token = await idp.token({ ...claims, ...change.claims }, change.by);
  idp.tokens = change.tokens ?? { status: 200, body: { id_token, access_token: 'opaque', token_type: 'Bearer' } };
  idp.userInfo = change.userInfo ?? { status: 200, body: { sub: 'ann', email: 'ann@example.com' } };
  const query = new URLSearchParams({ state: asked.get('state') ?? '', code: 'the-code', ...change.query });
  return (change.with ?? browser).get(`/oauth2/idpresponse?${query.toString()}`);
}

const signIn = async (change: Change = {}): Promise<Page> => answer(await browser.begin('Partner'), change);

const users = () => world.pools.directory.runtimes.flatMap((runtime) => runtime.users.all());

describe('a browser is sent to the provider', () => {
  it('with a state, a nonce, and what was configured; without PKCE, as Cognito', async () => {
    const location = new URL(await browser.begin('Partner'));
    expect(`${location.origin}${location.pathname}`).toBe(`${idp.url}/authorize`);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      tenant: '1',
      client_id: 'our-client',
      redirect_uri: `${domainUrl}/oauth2/idpresponse`,
      scope: 'openid email',
      response_type: 'code',
      state: expect.stringMatching(/^.{64}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{32}$/) as string,
    });
  });

  it('by an identifier of it, too', async () => {
    world = startWith({ identifiers: ['partner.example.com'] });
    browser = world.browser();
    const query = new URLSearchParams({
      client_id: 'browser1',
      response_type: 'code',
      redirect_uri: application,
      idp_identifier: 'partner.example.com',
    });
    const page = await browser.get(`/oauth2/authorize?${query.toString()}`);
    expect(page.location.startsWith(`${idp.url}/authorize?`)).toBe(true);
  });

  it('unless it cannot be reached: the application is told', async () => {
    world = startFederationWorld(federatedPool([openIdProvider(idp.issuer)]), {
      stands: new Map([[idp.issuer, `${idp.url}/nothing-here`]]),
    });
    const query = new URLSearchParams({
      client_id: 'browser1',
      response_type: 'code',
      redirect_uri: application,
      identity_provider: 'Partner',
    });
    const page = await world.browser().get(`/oauth2/authorize?${query.toString()}`);
    expect(page.told).toEqual({ error: 'server_error', error_description: 'Unable to contact well-known endpoint' });
    expect(page.location.startsWith(application)).toBe(true);
  });

  it('only where the app client has it', async () => {
    world = startWith({}, ['Second']);
    const query = new URLSearchParams({
      client_id: 'browser1',
      response_type: 'code',
      redirect_uri: application,
      identity_provider: 'Partner',
    });
    const page = await world.browser().get(`/oauth2/authorize?${query.toString()}`);
    expect(page.told).toEqual({ error: 'invalid_request' });
    expect(page.reason).toContain('no identity provider Partner');
  });
});

describe('who comes back with a code is signed in', () => {
  it('and the code was exchanged by the client, with its secret in the form', async () => {
    const page = await signIn({
      userInfo: {
        status: 200,
        body: { sub: 'ann', email: 'ann@example.com', email_verified: true, groups: ['staff'] },
      },
    });
    expect(page.told).toEqual({ state: 'of-the-app', code: expect.any(String) as string });
    expect(idp.received.filter(({ path }) => path === '/token' || path === '/me')).toEqual([
      {
        method: 'POST',
        path: '/token',
        authorization: undefined,
        form: {
          grant_type: 'authorization_code',
          code: 'the-code',
          redirect_uri: `${domainUrl}/oauth2/idpresponse`,
          client_id: 'our-client',
          client_secret: 'our secret',
        },
      },
      { method: 'GET', path: '/me', authorization: 'Bearer opaque', form: {} },
    ]);
    const { id_token: idToken = '' } = await world.tokens(page);
    expect(claimsOf(idToken)).toMatchObject({
      'cognito:username': 'Partner_ann',
      email: 'ann@example.com',
      email_verified: true,
      'custom:groups': 'staff',
      identities: [{ userId: 'ann', providerName: 'Partner', providerType: 'OIDC', issuer: null }],
    });
  });

  it('at endpoints that were configured, without discovery', async () => {
    const at = (name: string): string => `https://login.example.com/${name}`;
    world = startWith({
      attributesRequestMethod: 'POST',
      clientSecret: undefined,
      endpoints: {
        authorizeUrl: at('authorize'),
        tokenUrl: at('token'),
        attributesUrl: at('me'),
        jwksUri: at('jwks'),
      },
    });
    browser = world.browser();
    expect((await signIn()).told['code']).toBeDefined();
    expect(idp.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /token',
      'GET /jwks',
      'POST /me',
    ]);
    expect(idp.received[0]?.form).not.toHaveProperty('client_secret');
  });

  it('for several audiences, where the token names this client as the one that it was issued to', async () => {
    const page = await signIn({ claims: { aud: ['our-client', 'another'], azp: 'our-client' } });
    expect(page.told['code']).toBeDefined();
  });
});

describe('nobody is signed in, and the application is told, where', () => {
  const seconds = Math.floor(Date.UTC(2026, 10, 7, 2, 3, 4) / 1000);
  const exchange = 'Exception processing authorization code';
  const table: readonly (readonly [string, Change, readonly [told: string, why: string]])[] = [
    [
      'the issuer is another',
      { claims: { iss: 'https://evil.example.com' } },
      ['Bad id_token issuer', 'must be https://oidc'],
    ],
    ['the token is for another client', { claims: { aud: 'another' } }, ['Bad id_token', 'wrong-audience']],
    ['the token was issued to another client', { claims: { azp: 'another' } }, ['Bad id_token', 'wrong-audience']],
    ['azp alone is ours', { claims: { aud: 'another', azp: 'our-client' } }, ['Bad id_token', 'wrong-audience']],
    [
      'there are several audiences without azp',
      { claims: { aud: ['our-client', 'x'] } },
      ['Bad id_token', 'wrong-audience'],
    ],
    ['another key signed', { by: 'another key' }, ['Bad id_token', 'bad-signature']],
    ['nobody signed: alg none', { by: 'nobody' }, ['Bad id_token', 'bad-signature']],
    ['the nonce is another', { claims: { nonce: 'another' } }, ['Bad id_token', 'wrong-nonce']],
    ['the nonce is missing', { claims: { nonce: undefined } }, ['Bad id_token', 'wrong-nonce']],
    ['the token has expired', { claims: { exp: seconds - 60 } }, ['Bad id_token', 'expired']],
    ['the token never expires', { claims: { exp: undefined } }, ['Bad id_token', 'expired']],
    ['the token is of the future', { claims: { iat: seconds + 61 } }, ['Bad id_token', 'not-yet-valid']],
    ['the token has no subject', { claims: { sub: undefined } }, ['Bad id_token', 'malformed']],
    [
      'the id_token is no token',
      { tokens: { status: 200, body: { id_token: 'x', access_token: 'y' } } },
      ['Bad id_token', 'malformed'],
    ],
    ['there is no id_token', { tokens: { status: 200, body: { access_token: 'y' } } }, [exchange, 'id_token']],
    ['the code is refused', { tokens: { status: 400, body: { error: 'invalid_grant' } } }, [exchange, 'id_token']],
    [
      'the userInfo is of somebody else',
      { userInfo: { status: 200, body: { sub: 'boss', email: 'boss@example.com' } } },
      ['Bad userInfo response', 'another sub'],
    ],
    [
      'the userInfo cannot be had',
      { userInfo: { status: 500, body: {} } },
      ['Bad userInfo response', 'did not answer'],
    ],
    [
      'the answer is of another issuer',
      { query: { iss: 'https://evil.example.com' } },
      [exchange, 'The answer is of the issuer https://evil.example.com'],
    ],
    [
      'the provider declines',
      { query: { error: 'access_denied', error_description: 'User is not assigned.' } },
      ['User is not assigned.; error=access_denied', 'access_denied'],
    ],
  ];

  it.each(table)('%s', async (_, change, [description, reason]) => {
    const page = await signIn(change);
    expect(page).toMatchObject({
      status: 302,
      told: { state: 'of-the-app', error: 'invalid_request', error_description: description },
      reason: expect.stringContaining(reason) as string,
    });
    expect(page.told).not.toHaveProperty('code');
    expect(users()).toEqual([]);
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it('the code is there twice, or not at all', async () => {
    for (const more of ['', '&code=a&code=b']) {
      const state = new URL(await browser.begin('Partner')).searchParams.get('state') ?? '';
      const page = await browser.get(`/oauth2/idpresponse?state=${encodeURIComponent(state)}${more}`);
      expect(page.told).toMatchObject({ error_description: exchange });
    }
  });

  it('and neither tokens nor secrets are told or logged', async () => {
    const page = await signIn({ claims: { nonce: 'another' } });
    const told = JSON.stringify([page, world.log]);
    const { id_token: idToken } = idp.tokens.body as { id_token: string };
    for (const secret of [idToken, 'our secret', 'the-code', 'opaque']) expect(told).not.toContain(secret);
  });
});

describe('nobody is sent to the application where', () => {
  const errorPage = { status: 302, location: '/error?error=invalid_request' };

  it('the state is made up, missing, or there twice', async () => {
    await browser.begin('Partner');
    const state = 'A'.repeat(64);
    for (const query of [`state=${state}&code=x`, 'code=x', `state=${state}&state=${state}&code=x`, 'state=&code=x']) {
      expect(await browser.get(`/oauth2/idpresponse?${query}`)).toMatchObject(errorPage);
    }
    expect(idp.received.filter(({ path }) => path === '/token')).toEqual([]);
  });

  it('another browser brings the answer; the one that began can go on', async () => {
    const location = await browser.begin('Partner');
    const stranger = world.browser();
    await stranger.begin('Partner');
    expect(await answer(location, { with: stranger })).toMatchObject(errorPage);
    expect(idp.received.filter(({ path }) => path === '/token')).toEqual([]);
    expect((await answer(location)).told['code']).toBeDefined();
  });

  it('the state was used before, or is five minutes old', async () => {
    const location = await browser.begin('Partner');
    await answer(location, { claims: { nonce: 'another' } });
    expect(await answer(location)).toMatchObject(errorPage);
    const late = await browser.begin('Partner');
    world.clock.advance(300);
    expect(await answer(late)).toMatchObject(errorPage);
  });

  it('it is posted', async () => {
    expect(await browser.post('/oauth2/idpresponse', { state: 'x', code: 'y' })).toMatchObject({ status: 405 });
  });
});
