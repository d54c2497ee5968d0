import { confirmedUser, issuer, password, passwordSignIn, type Tokens } from '../support/user-pool-fixture';
import type { Received } from '../support/browser';
import {
  aWebClient,
  aWebPool,
  awsHost,
  codeOf,
  startWeb,
  tokensOf,
  webId,
  webOauth,
  type WebWorld,
} from '../support/web-domain';

const anna = 'anna@example.com';
const secret = 'very5ecret';
const others = 'others.auth.us-east-1.amazoncognito.com';
const everything = webOauth({ scopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'] });

async function start(): Promise<WebWorld> {
  const world = startWeb([
    aWebPool({
      clients: [
        aWebClient({ oauth: everything }),
        aWebClient({ id: 'server', secret }),
        aWebClient({ id: 'no-revocation', tokenRevocation: false }),
      ],
    }),
    aWebPool({ id: 'us-east-1_Other1234', clients: [aWebClient({ id: 'foreign' })] }, 'others'),
  ]);
  await world.pools.ready();
  await confirmedUser(world, anna, webId);
  const [runtime] = world.pools.directory.runtimes;
  const user = runtime?.users.find(anna);
  if (user === undefined) throw new Error('Anna has no account.');
  const more = [['given_name', 'Anna'] as const, ['phone_number', '+12065550100'] as const];
  runtime?.users.save({ ...user, attributes: new Map([...user.attributes, ...more]) });
  return world;
}

const userInfo = (world: WebWorld, token: string, { method = 'GET', host = awsHost } = {}): Promise<Received> =>
  world.send({ method, path: '/oauth2/userInfo', headers: { host, authorization: `Bearer ${token}` }, body: '' });

describe('userInfo', () => {
  const email = { email: anna, email_verified: 'true' };
  const name = { given_name: 'Anna' };
  const phone = { phone_number: '+12065550100' };
  test.each<readonly [scope: string, told: object]>([
    ['openid', { ...email, ...name, ...phone }],
    ['openid email', email],
    ['openid phone', phone],
    ['openid email phone', { ...email, ...phone }],
    ['openid profile', { ...email, ...name, ...phone }],
    ['openid aws.cognito.signin.user.admin', { ...email, ...name, ...phone }],
  ])('with the scopes %s tells what they name, as text', async (scope, told) => {
    const world = await start();
    const token = String(tokensOf(await world.exchange(await codeOf(world, { scope })))['access_token']);
    const sub = world.pools.directory.runtimes[0]?.users.find(anna)?.sub;
    for (const method of ['GET', 'POST']) {
      expect(tokensOf(await userInfo(world, token, { method }))).toEqual({ sub, username: sub, ...told });
    }
  });

  const gone = 'Access token is expired, disabled, or deleted, or the user has globally signed out.';
  type Break = (world: WebWorld, tokens: Readonly<Record<string, unknown>>) => Promise<unknown>;
  const api: Break = async (world) => {
    const { AuthenticationResult } = await world.ok('InitiateAuth', passwordSignIn(anna, password, webId));
    return (AuthenticationResult as Tokens).AccessToken;
  };
  const operation =
    (op: string): Break =>
    async (world) => {
      await world.ok(op, { UserPoolId: 'us-east-1_AbCdEf123', Username: anna });
      return undefined;
    };
  test.each<readonly [what: string, change: Break, reason: string]>([
    ['of the API', api, 'The token does not have the scope openid.'],
    [
      'without openid',
      async (world) =>
        tokensOf(await world.exchange(await codeOf(world, { scope: 'aws.cognito.signin.user.admin' })))['access_token'],
      'The token does not have the scope openid.',
    ],
    ['that is an ID token', async (_, tokens) => tokens['id_token'], 'The token is not an access token.'],
    [
      'that is a refresh token',
      async (_, tokens) => tokens['refresh_token'],
      'malformed: The token is not a signed JWT.',
    ],
    [
      'that was changed',
      async (_, tokens) => `${String(tokens['access_token']).slice(0, -4)}AAAA`,
      'bad-signature: The signature is not that of the issuer.',
    ],
    ['that has expired', async (world) => void world.clock.advance(3600), 'The token has expired.'],
    [
      'that was revoked',
      async (world, { refresh_token }) =>
        void (await world.post('/oauth2/revoke', { token: String(refresh_token), client_id: webId })),
      'The token was revoked, or the user has signed out.',
    ],
    [
      'of a user who signed out everywhere',
      operation('AdminUserGlobalSignOut'),
      'The token was revoked, or the user has signed out.',
    ],
  ])('tells nothing for a token %s', async (...[, change, reason]) => {
    const world = await start();
    const tokens = tokensOf(await world.exchange(await codeOf(world)));
    const token = (await change(world, tokens)) ?? tokens['access_token'];
    const answer = await userInfo(world, String(token));
    expect([answer.status, answer.body, answer.headers['www-authenticate'], answer.reason]).toEqual([
      401,
      JSON.stringify({ error: 'invalid_token', error_description: gone }),
      `Bearer error="invalid_token", error_description="${gone}"`,
      `invalid_token: ${reason}`,
    ]);
  });

  test.each(['AdminDisableUser', 'AdminDeleteUser'])('tells nothing after %s', async (op) => {
    const world = await start();
    const tokens = tokensOf(await world.exchange(await codeOf(world)));
    await operation(op)(world, tokens);
    expect((await userInfo(world, String(tokens['access_token']))).status).toBe(401);
  });

  test('tells nothing at the domain of another pool, and nothing without a token', async () => {
    const world = await start();
    const token = String(tokensOf(await world.exchange(await codeOf(world)))['access_token']);
    expect((await userInfo(world, token, { host: others })).reason).toBe(
      'invalid_token: The token is of another user pool.',
    );
    for (const authorization of [undefined, `Basic ${token}`]) {
      const headers = { host: awsHost, ...(authorization === undefined ? {} : { authorization }) };
      const answer = await world.send({ method: 'GET', path: '/oauth2/userInfo', headers, body: '' });
      expect([answer.status, answer.headers['www-authenticate'], answer.reason]).toEqual([
        400,
        'Bearer error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"',
        'invalid_request: There is no Authorization header with a bearer token.',
      ]);
    }
  });

  test('may be asked by a page of any origin', async () => {
    const world = await start();
    const answer = await userInfo(world, 'none', { method: 'OPTIONS' });
    expect([answer.status, answer.headers]).toEqual([
      200,
      expect.objectContaining({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' }),
    ]);
    expect((await userInfo(world, 'none')).headers['access-control-allow-origin']).toBe('*');
  });
});

describe('revoke', () => {
  async function tokens(world: WebWorld, client_id = webId, more = {}): Promise<Readonly<Record<string, string>>> {
    const given = tokensOf(await world.exchange(await codeOf(world, { client_id }), { client_id, ...more }));
    return given as Readonly<Record<string, string>>;
  }
  const basic = { authorization: `Basic ${Buffer.from(`server:${secret}`).toString('base64')}` };

  test('ends the sign-in, for Cognito and its refresh token; a second time it answers the same', async () => {
    const world = await start();
    const { refresh_token: token = '' } = await tokens(world);
    for (let time = 0; time < 2; time++) {
      const answer = await world.post('/oauth2/revoke', { token, client_id: webId });
      expect([answer.status, answer.body, answer.reason]).toEqual([200, '', undefined]);
    }
    const form = { grant_type: 'refresh_token', client_id: webId, refresh_token: token };
    expect((await world.post('/oauth2/token', form)).body).toBe('{"error":"invalid_grant"}');
  });

  test('of a client with a secret goes by the secret', async () => {
    const world = await start();
    const { refresh_token: token = '' } = await tokens(world, 'server', { client_secret: secret });
    expect((await world.post('/oauth2/revoke', { token }, basic)).status).toBe(200);
  });

  const shaped = 'a.b.c.d.e';
  test.each<
    readonly [what: string, form: Readonly<Record<string, string>>, status: number, error: string, reason: string]
  >([
    ['no token', { client_id: webId }, 400, 'invalid_request', 'The parameter token is missing.'],
    ['an empty token', { client_id: webId, token: '' }, 400, 'invalid_request', 'The parameter token is missing.'],
    [
      'an access token',
      { client_id: webId, token: 'a.b.c' },
      400,
      'unsupported_token_type',
      'The token is not a refresh token; no other can be revoked.',
    ],
    [
      'a client with revocation off',
      { client_id: 'no-revocation', token: shaped },
      400,
      'invalid_request',
      'The app client has token revocation off.',
    ],
    ['an unknown client', { client_id: 'ghost', token: shaped }, 401, 'invalid_client', 'There is no such app client.'],
    [
      'a client without its secret',
      { client_id: 'server', token: shaped },
      401,
      'invalid_client',
      'The app client has a secret, and none was sent.',
    ],
    [
      'a wrong secret',
      { client_id: 'server', client_secret: 'wrong', token: shaped },
      401,
      'invalid_client',
      'The secret is not that of the app client.',
    ],
    [
      'a client of another pool',
      { client_id: 'foreign', token: shaped },
      401,
      'invalid_client',
      `The app client is not of the user pool at ${awsHost}, but of the one at ${others}.`,
    ],
    [
      'no client',
      { token: shaped },
      400,
      'invalid_request',
      'There is neither an Authorization header nor the parameter client_id.',
    ],
  ])('refuses %s', async (...[, form, status, error, reason]) => {
    const answer = await (await start()).post('/oauth2/revoke', form);
    expect([answer.status, answer.body, answer.reason]).toEqual([
      status,
      `{"error":"${error}"}`,
      `${error}: ${reason}`,
    ]);
  });

  test('answers an unknown refresh token as one that it revokes', async () => {
    const answer = await (await start()).post('/oauth2/revoke', { client_id: webId, token: shaped });
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  test("leaves another client's token alone", async () => {
    const world = await start();
    const { refresh_token: token = '' } = await tokens(world);
    const answer = await world.post('/oauth2/revoke', { token }, basic);
    expect([answer.status, answer.reason]).toEqual([
      401,
      'invalid_client: The refresh token was issued to another app client.',
    ]);
    tokensOf(
      await world.post('/oauth2/token', { grant_type: 'refresh_token', client_id: webId, refresh_token: token }),
    );
  });

  test('takes POST alone', async () => {
    const world = await start();
    const answer = await world.send({ method: 'GET', path: '/oauth2/revoke', headers: { host: awsHost }, body: '' });
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST']);
  });
});

test('the discovery document names the addresses that the domain has', async () => {
  const world = await start();
  const document = JSON.parse(
    String(world.pools.wellKnown(`/us-east-1_AbCdEf123/.well-known/openid-configuration`)?.body),
  ) as Record<string, unknown>;
  expect(document['issuer']).toBe(issuer);
  for (const [name, path] of [
    ['authorization_endpoint', '/oauth2/authorize'],
    ['token_endpoint', '/oauth2/token'],
    ['userinfo_endpoint', '/oauth2/userInfo'],
    ['revocation_endpoint', '/oauth2/revoke'],
    ['end_session_endpoint', '/logout'],
  ] as const) {
    expect(document[name]).toBe(`https://${awsHost}${path}`);
    const answer = await world.send({ method: 'GET', path, headers: { host: awsHost }, body: '' });
    expect([name, answer.status]).not.toEqual([name, 404]);
  }
});
