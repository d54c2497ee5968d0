import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { claimsOf, confirmedUser, issuer } from '../support/user-pool-fixture';
import {
  type Asked,
  aWebClient,
  aWebPool,
  awsHost,
  callback,
  codeOf,
  startWeb,
  tokensOf,
  verifier,
  webId,
  webOauth,
  type WebWorld,
} from '../support/web-domain';

const secret = 'very5ecret';
const headers = {
  'content-type': 'application/json;charset=UTF-8',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'access-control-allow-origin': '*',
};

async function start(): Promise<WebWorld> {
  const world = startWeb([
    aWebPool({
      clients: [
        aWebClient(),
        aWebClient({ id: 'web2' }),
        aWebClient({ id: 'server', secret }),
        aWebClient({ id: 'rotating', authFlows: new Set(), refreshRotation: { graceSeconds: 10 } }),
        aWebClient({ id: 'no-refresh', authFlows: new Set() }),
        aWebClient({ id: 'short-sighted', readAttributes: ['email'] }),
      ],
    }),
    aWebPool({ id: 'us-east-1_Other1234', clients: [aWebClient({ id: 'foreign', oauth: webOauth() })] }, 'others'),
  ]);
  await world.pools.ready();
  await confirmedUser(world, 'anna@example.com', webId);
  return world;
}

describe('tokens for a code', () => {
  test('are those of the user, for the granted scopes, with nonce and at_hash', async () => {
    const world = await start();
    const answer = await world.exchange(await codeOf(world));
    expect(answer.headers).toEqual(headers);
    const tokens = tokensOf(answer);
    expect(tokens).toEqual({
      id_token: expect.any(String),
      access_token: expect.any(String),
      refresh_token: expect.stringMatching(/^([\w-]+\.){4}[\w-]+$/),
      expires_in: 3600,
      token_type: 'Bearer',
    });
    const id = claimsOf(String(tokens['id_token']));
    const access = claimsOf(String(tokens['access_token']));
    const half = createHash('sha256').update(String(tokens['access_token'])).digest().subarray(0, 16);
    expect(id).toMatchObject({ aud: webId, token_use: 'id', nonce: 'nonce1', email: 'anna@example.com', iss: issuer });
    expect(id['at_hash']).toBe(half.toString('base64url'));
    expect(access).toMatchObject({ client_id: webId, token_use: 'access', scope: 'openid email', version: 2 });
    expect([access['sub'], access['origin_jti']]).toEqual([id['sub'], id['origin_jti']]);
    for (const hidden of Object.values(tokens).filter((value) => String(value).includes('.'))) {
      expect(world.log.join('\n')).not.toContain(hidden);
    }
  });

  test('without openid have no ID token', async () => {
    const world = await start();
    const scope = 'aws.cognito.signin.user.admin';
    const tokens = tokensOf(await world.exchange(await codeOf(world, { scope })));
    expect(Object.keys(tokens)).toEqual(['access_token', 'refresh_token', 'expires_in', 'token_type']);
    expect(claimsOf(String(tokens['access_token']))['scope']).toBe(scope);
  });

  test('are for all scopes of the client where none was asked for', async () => {
    const world = await start();
    const tokens = tokensOf(await world.exchange(await codeOf(world, { scope: undefined })));
    expect(claimsOf(String(tokens['access_token']))['scope']).toBe(webOauth().scopes.join(' '));
  });

  test('need no verifier where nothing was challenged, as on AWS', async () => {
    const world = await start();
    const code = await codeOf(world, { code_challenge: undefined, code_challenge_method: undefined });
    const form = { grant_type: 'authorization_code', client_id: webId, redirect_uri: callback, code };
    tokensOf(await world.post('/oauth2/token', form));
  });

  test('go to a client with a secret only with the secret', async () => {
    const world = await start();
    const form = { client_id: 'server' };
    expect(await world.exchange(await codeOf(world, form), form)).toMatchObject({
      status: 400,
      body: '{"error":"invalid_client"}',
    });
    tokensOf(await world.exchange(await codeOf(world, form), { ...form, client_secret: secret }));
  });
});

describe('a code that is not good', () => {
  const notCode = { code_challenge: undefined, code_challenge_method: undefined };
  test.each<
    readonly [what: string, asked: Asked, form: Readonly<Record<string, string>>, error: string, reason: string]
  >([
    [
      'with an empty verifier',
      {},
      { code_verifier: '' },
      'invalid_grant',
      'The code_verifier is not 43 to 128 unreserved characters.',
    ],
    [
      'with a wrong verifier',
      {},
      { code_verifier: verifier.toUpperCase() },
      'invalid_grant',
      'The code_verifier is not that of the code_challenge.',
    ],
    [
      'with the challenge for a verifier',
      {},
      { code_verifier: createHash('sha256').update(verifier).digest('base64url') },
      'invalid_grant',
      'The code_verifier is not that of the code_challenge.',
    ],
    [
      'with a verifier that nothing was challenged for',
      notCode,
      {},
      'invalid_grant',
      'There is a code_verifier, but the authorization had no code_challenge.',
    ],
    ['by another client', {}, { client_id: 'web2' }, 'invalid_grant', 'The code was issued to another app client.'],
    [
      'with a slash more',
      {},
      { redirect_uri: `${callback}/` },
      'unauthorized_client',
      'The redirect_uri is not, to the letter, that of the authorization.',
    ],
    [
      'with another registered address',
      {},
      { redirect_uri: 'myapp://signed-in' },
      'unauthorized_client',
      'The redirect_uri is not, to the letter, that of the authorization.',
    ],
    ['that is none', {}, { code: 'made-up' }, 'invalid_grant', 'The code is unknown, or was used before.'],
    ['that is empty', {}, { code: '' }, 'invalid_request', 'The parameter code is missing.'],
    [
      'behind a scope whose attributes the client may not read',
      { client_id: 'short-sighted' },
      { client_id: 'short-sighted' },
      'invalid_grant',
      'The app client may not read email_verified, which is behind a scope of the code.',
    ],
  ])('%s', async (...[, asked, form, error, reason]) => {
    const world = await start();
    const answer = await world.exchange(await codeOf(world, asked), form);
    expect(answer).toEqual({ status: 400, headers, body: `{"error":"${error}"}`, reason: `${error}: ${reason}` });
  });

  test('without any verifier', async () => {
    const world = await start();
    const form = { grant_type: 'authorization_code', client_id: webId, redirect_uri: callback };
    expect(await world.post('/oauth2/token', { ...form, code: await codeOf(world) })).toMatchObject({
      body: '{"error":"invalid_grant"}',
      reason: 'invalid_grant: The authorization had a code_challenge, and there is no code_verifier.',
    });
  });

  test('without its address', async () => {
    const world = await start();
    const form = { grant_type: 'authorization_code', client_id: webId, code_verifier: verifier };
    expect(await world.post('/oauth2/token', { ...form, code: await codeOf(world) })).toMatchObject({
      reason: 'invalid_request: The parameter redirect_uri is missing.',
    });
  });

  test('used a second time gives nothing, and leaves what the first use gave', async () => {
    const world = await start();
    const code = await codeOf(world);
    const { refresh_token } = tokensOf(await world.exchange(code));
    expect(await world.exchange(code)).toMatchObject({
      status: 400,
      body: '{"error":"invalid_grant"}',
      reason: 'invalid_grant: The code is unknown, or was used before.',
    });
    tokensOf(await refreshWith(world, String(refresh_token)));
  });

  test('is spent by a wrong verifier: guessing has one try', async () => {
    const world = await start();
    const code = await codeOf(world);
    await world.exchange(code, { code_verifier: `${verifier}x` });
    expect((await world.exchange(code)).reason).toBe('invalid_grant: The code is unknown, or was used before.');
  });

  test('is too old after five minutes, and not before', async () => {
    const world = await start();
    const codes = [await codeOf(world), await codeOf(world)];
    world.clock.advance(299);
    tokensOf(await world.exchange(codes[0] ?? ''));
    world.clock.advance(1);
    expect((await world.exchange(codes[1] ?? '')).reason).toBe('invalid_grant: The code is older than five minutes.');
  });

  test('is of no use to a client of another pool, at any domain', async () => {
    const world = await start();
    const form = { client_id: 'foreign' };
    expect((await world.exchange(await codeOf(world), form)).body).toBe('{"error":"invalid_client"}');
    const elsewhere = { host: awsHost.replace('people', 'others') };
    const code = await codeOf(world);
    const body = { grant_type: 'authorization_code', redirect_uri: callback, code_verifier: verifier, code, ...form };
    expect((await world.post('/oauth2/token', body, elsewhere)).reason).toBe(
      'invalid_grant: The code was issued to another app client.',
    );
  });

  test.each(['AdminDisableUser', 'AdminDeleteUser'])('is good for nothing after %s', async (operation) => {
    const world = await start();
    const code = await codeOf(world);
    await world.ok(operation, { UserPoolId: 'us-east-1_AbCdEf123', Username: 'anna@example.com' });
    expect((await world.exchange(code)).reason).toBe('invalid_grant: The user is deleted or disabled.');
  });

  test('of any form, with any verifier', async () => {
    const world = await start();
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (code, code_verifier) => {
        const { status } = await world.exchange(code, { code_verifier });
        return status === 400;
      }),
    );
  });
});

const refreshWith = (world: WebWorld, refresh_token: string, client_id = webId) =>
  world.post('/oauth2/token', { grant_type: 'refresh_token', client_id, refresh_token });

describe('a refresh token', () => {
  async function refreshTokenOf(world: WebWorld, client_id = webId): Promise<string> {
    const tokens = tokensOf(await world.exchange(await codeOf(world, { client_id }), { client_id }));
    return String(tokens['refresh_token']);
  }

  test('gives tokens of the same sign-in and scopes, and no other refresh token', async () => {
    const world = await start();
    const first = tokensOf(await world.exchange(await codeOf(world)));
    world.clock.advance(60);
    const next = tokensOf(await refreshWith(world, String(first['refresh_token'])));
    expect(Object.keys(next)).toEqual(['id_token', 'access_token', 'expires_in', 'token_type']);
    const [before, after] = [first, next].map((tokens) => claimsOf(String(tokens['access_token'])));
    for (const claim of ['sub', 'scope', 'auth_time', 'origin_jti', 'version']) {
      expect(after?.[claim]).toEqual(before?.[claim]);
    }
    expect(after?.['iat']).toBe(Number(before?.['iat']) + 60);
  });

  test('that rotates is exchanged for another, and used again later it ends the sign-in', async () => {
    const world = await start();
    const first = await refreshTokenOf(world, 'rotating');
    const second = String(tokensOf(await refreshWith(world, first, 'rotating'))['refresh_token']);
    expect(second).not.toBe(first);
    world.clock.advance(11);
    expect(await refreshWith(world, first, 'rotating')).toMatchObject({
      status: 400,
      body: '{"error":"invalid_grant"}',
    });
    expect(await refreshWith(world, second, 'rotating')).toMatchObject({ body: '{"error":"invalid_grant"}' });
  });

  test.each<readonly [what: string, token: string | undefined, client: string, error: string]>([
    ['that is missing', '', webId, 'invalid_request'],
    ['that is none', 'made-up', webId, 'invalid_grant'],
    ['of another client', undefined, 'web2', 'invalid_grant'],
    ['of a client that may not refresh', undefined, 'no-refresh', 'unauthorized_client'],
  ])('%s gives nothing', async (...[, token, client, error]) => {
    const world = await start();
    const answer = await refreshWith(world, token ?? (await refreshTokenOf(world)), client);
    expect([answer.status, answer.body]).toEqual([400, `{"error":"${error}"}`]);
    expect(answer.reason).toMatch(new RegExp(`^${error}: .+`));
  });

  test.each<readonly [what: string, end: (world: WebWorld, token: string) => Promise<unknown>]>([
    ['was revoked', (world, token) => world.post('/oauth2/revoke', { token, client_id: webId })],
    [
      'is of a user who signed out everywhere',
      (world) =>
        world.ok('AdminUserGlobalSignOut', { UserPoolId: 'us-east-1_AbCdEf123', Username: 'anna@example.com' }),
    ],
    ['has expired', async (world) => world.clock.advance(86_400)],
  ])('that %s gives nothing', async (_, end) => {
    const world = await start();
    const token = await refreshTokenOf(world);
    await end(world, token);
    expect(await refreshWith(world, token)).toMatchObject({ status: 400, body: '{"error":"invalid_grant"}' });
  });
});
