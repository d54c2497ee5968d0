import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import {
  aClient,
  aGroup,
  aPool,
  claimsOf,
  clientId,
  confirmedUser,
  headerOf,
  issuer,
  poolId,
  signIn,
  startWorld,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const keysOf = (world: UserPoolWorld) =>
  (JSON.parse(String(world.pools.wellKnown(`/${poolId}/.well-known/jwks.json`)?.body)) as { keys: JsonWebKey[] }).keys;

describe('tokens of a sign-in', () => {
  it('say exactly what Cognito says', async () => {
    const world = startWorld();
    const sub = await confirmedUser(world);
    const tokens = await signIn(world);
    const now = world.clock.now() / 1000;
    const id = claimsOf(tokens.IdToken);
    const access = claimsOf(tokens.AccessToken);
    const both = { sub, iss: issuer, origin_jti: uuid, event_id: uuid, auth_time: now, iat: now, jti: uuid };
    expect(id).toEqual({
      ...both,
      aud: clientId,
      token_use: 'id',
      'cognito:username': sub,
      email,
      email_verified: true,
      exp: now + 1800,
    });
    expect(access).toEqual({
      ...both,
      client_id: clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: sub,
      exp: now + 3600,
    });
    expect(id['origin_jti']).toBe(access['origin_jti']);
    expect(id['event_id']).toBe(access['event_id']);
    expect(new Set([id['jti'], access['jti'], id['origin_jti']]).size).toBe(3);
    expect(tokens.ExpiresIn).toBe(3600);
    expect(headerOf(tokens.RefreshToken)).toEqual({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' });
    expect(tokens.RefreshToken.split('.')).toHaveLength(5);
  });

  it('are signed with two keys, both in the key set, and with nothing else in the header', async () => {
    const world = startWorld();
    await confirmedUser(world);
    const { IdToken, AccessToken } = await signIn(world);
    const [first, second] = keysOf(world);
    expect(headerOf(IdToken)).toEqual({ kid: first?.['kid'], alg: 'RS256' });
    expect(headerOf(AccessToken)).toEqual({ kid: second?.['kid'], alg: 'RS256' });
    expect(first?.['kid']).not.toBe(second?.['kid']);
    for (const [token, key] of [
      [IdToken, first],
      [AccessToken, second],
    ] as const) {
      expect(key).toEqual({
        alg: 'RS256',
        e: 'AQAB',
        kid: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        kty: 'RSA',
        n: expect.any(String),
        use: 'sig',
      });
      expect(isSignedBy(token, key ?? {})).toBe(true);
    }
    expect(isSignedBy(IdToken, second ?? {})).toBe(false);
  });

  it('have no jti where the client cannot revoke', async () => {
    const world = startWorld([aPool({ clients: [aClient({ tokenRevocation: false })] })]);
    await confirmedUser(world);
    const { IdToken, AccessToken } = await signIn(world);
    for (const token of [IdToken, AccessToken]) {
      expect(Object.keys(claimsOf(token))).not.toEqual(expect.arrayContaining(['jti']));
      expect(claimsOf(token)).not.toHaveProperty('origin_jti');
    }
  });

  it('tell the attributes that the client may read', async () => {
    const schema = [{ name: 'custom:team', dataType: 'String', required: false, mutable: true }] as const;
    const some = aClient({ id: 'some', readAttributes: ['custom:team'] });
    const world = startWorld([aPool({ schema, clients: [aClient(), some] })]);
    await world.ok('AdminCreateUser', {
      UserPoolId: poolId,
      Username: email,
      UserAttributes: [
        { Name: 'custom:team', Value: 'blue' },
        { Name: 'address', Value: 'Here 1' },
      ],
    });
    await world.ok('AdminSetUserPassword', {
      UserPoolId: poolId,
      Username: email,
      Password: 'Passw0rd!',
      Permanent: true,
    });
    const all = claimsOf((await signIn(world)).IdToken);
    expect(all).toMatchObject({ email, address: { formatted: 'Here 1' } });
    expect(all).not.toHaveProperty('custom:team');
    const few = await signIn(world, email, 'some');
    expect(claimsOf(few.IdToken)).toMatchObject({ 'custom:team': 'blue' });
    expect(claimsOf(few.IdToken)).not.toHaveProperty('email');
    const { UserAttributes } = await world.ok('GetUser', { AccessToken: few.AccessToken });
    expect((UserAttributes as { Name: string }[]).map(({ Name }) => Name)).toEqual(['sub', 'custom:team']);
  });
});

describe('groups', () => {
  it.each<[string, Parameters<typeof aGroup>[], object]>([
    ['none', [], {}],
    ['one without a role', [['a']], { 'cognito:groups': ['a'] }],
    [
      'the strongest role is preferred',
      [
        ['weak', { roleArn: role('weak') }],
        ['strong', { roleArn: role('strong'), precedence: 0 }],
        ['middle', { roleArn: role('middle'), precedence: 5 }],
      ],
      {
        'cognito:groups': ['strong', 'middle', 'weak'],
        'cognito:roles': [role('strong'), role('middle'), role('weak')],
        'cognito:preferred_role': role('strong'),
      },
    ],
    [
      'of two equally strong roles none is',
      [
        ['a', { roleArn: role('a'), precedence: 1 }],
        ['b', { roleArn: role('b'), precedence: 1 }],
      ],
      { 'cognito:groups': ['a', 'b'], 'cognito:roles': [role('a'), role('b')] },
    ],
    [
      'the same role twice is no tie',
      [
        ['a', { roleArn: role('a'), precedence: 1 }],
        ['b', { roleArn: role('a'), precedence: 1 }],
      ],
      { 'cognito:groups': ['a', 'b'], 'cognito:roles': [role('a')], 'cognito:preferred_role': role('a') },
    ],
  ])('%s', async (_, groups, expected) => {
    const world = startWorld([aPool({ groups: groups.map((group) => aGroup(...group)) })]);
    await confirmedUser(world);
    for (const [GroupName] of groups) {
      await world.ok('AdminAddUserToGroup', { UserPoolId: poolId, Username: email, GroupName });
    }
    const { IdToken, AccessToken } = await signIn(world);
    const picked = (token: string, names: readonly string[]) =>
      Object.fromEntries(Object.entries(claimsOf(token)).filter(([name]) => names.includes(name)));
    expect(picked(IdToken, ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'])).toEqual(expected);
    expect(picked(AccessToken, ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'])).toEqual(
      'cognito:groups' in expected ? { 'cognito:groups': expected['cognito:groups'] } : {},
    );
  });
});

describe('refresh', () => {
  const refresh = (REFRESH_TOKEN: string, client = clientId) => ({
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: client,
    AuthParameters: { REFRESH_TOKEN },
  });
  const clients = [aClient(), aClient({ id: 'client2' })];
  const signedIn = async () => {
    const world = startWorld([aPool({ clients, groups: [aGroup('late')] })]);
    await confirmedUser(world);
    return { world, tokens: await signIn(world) };
  };

  it('gives new tokens of the same sign-in, with what has changed, and no new refresh token', async () => {
    const { world, tokens } = await signedIn();
    world.clock.advance(600);
    await world.ok('AdminAddUserToGroup', { UserPoolId: poolId, Username: email, GroupName: 'late' });
    const { AuthenticationResult } = await world.ok('InitiateAuth', refresh(tokens.RefreshToken));
    expect(Object.keys(AuthenticationResult as object).sort()).toEqual([
      'AccessToken',
      'ExpiresIn',
      'IdToken',
      'TokenType',
    ]);
    const before = claimsOf(tokens.IdToken);
    const after = claimsOf((AuthenticationResult as { IdToken: string }).IdToken);
    expect(after).toEqual({
      ...before,
      'cognito:groups': ['late'],
      iat: Number(before['iat']) + 600,
      exp: Number(before['exp']) + 600,
      jti: uuid,
    });
    expect(after['jti']).not.toBe(before['jti']);
  });

  it.each<[string, (world: UserPoolWorld) => unknown, string]>([
    ['after its time', (world) => world.clock.advance(86_400), 'Refresh Token has expired'],
    [
      'of a disabled user',
      (world) => world.ok('AdminDisableUser', { UserPoolId: poolId, Username: email }),
      'Refresh Token has been revoked',
    ],
    [
      'of a user signed out everywhere',
      (world) => world.ok('AdminUserGlobalSignOut', { UserPoolId: poolId, Username: email }),
      'Refresh Token has been revoked',
    ],
    [
      'of a deleted user',
      (world) => world.ok('AdminDeleteUser', { UserPoolId: poolId, Username: email }),
      'Invalid Refresh Token',
    ],
  ])('is refused %s', async (_, change, message) => {
    const { world, tokens } = await signedIn();
    await change(world);
    expect(await world.refusal('InitiateAuth', refresh(tokens.RefreshToken))).toBe(
      `NotAuthorizedException: ${message}`,
    );
  });

  it('is refused with anything but a refresh token of this client', async () => {
    const { world, tokens } = await signedIn();
    const invalid = 'NotAuthorizedException: Invalid Refresh Token';
    for (const token of [tokens.IdToken, tokens.AccessToken, 'x', `${tokens.RefreshToken}x`]) {
      expect(await world.refusal('InitiateAuth', refresh(token))).toBe(invalid);
    }
    expect(await world.refusal('InitiateAuth', refresh(tokens.RefreshToken, 'client2'))).toBe(invalid);
  });
});

describe('well-known documents', () => {
  it('name the issuer on the API host and the pages on the domain', () => {
    const domain = { stack: 'test', address: 'd', prefix: 'notes', host: 'notes.auth.us-east-1.amazoncognito.com' };
    const world = startWorld([aPool({ domain })]);
    const answer = world.pools.wellKnown(`/${poolId}/.well-known/openid-configuration`);
    expect(answer?.headers).toMatchObject({ 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    expect(JSON.parse(String(answer?.body))).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      token_endpoint: `https://${domain.host}/oauth2/token`,
      end_session_endpoint: `https://${domain.host}/logout`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });

  it.each([
    '/',
    '/us-east-1_Other/.well-known/jwks.json',
    `/${poolId}/.well-known/jwks`,
    `/x/${poolId}/.well-known/jwks.json`,
  ])('are not at %s', (path) => {
    expect(startWorld().pools.wellKnown(path)).toBeUndefined();
  });

  it('hold no private number of a key', async () => {
    const world = startWorld();
    await world.pools.ready();
    for (const key of keysOf(world)) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    }
  });

  it('are asked for after ready() only', () => {
    const world = startWorld();
    expect(() => world.pools.wellKnown(`/${poolId}/.well-known/jwks.json`)).toThrow(
      `The signing keys of ${poolId} are still being made. Await ready() before serving requests.`,
    );
  });
});

function isSignedBy(token: string, jwk: JsonWebKey): boolean {
  const [header, payload, signature = ''] = token.split('.');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
}
