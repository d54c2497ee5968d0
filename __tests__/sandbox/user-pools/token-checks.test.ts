import { createHmac, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { generateSigningKeys, type SigningKeys } from '../../../sandbox/user-pools/signing-keys';
import { createUserPools } from '../../../sandbox/user-pools/user-pools';
import {
  aBlueprint,
  aClient,
  aPool,
  aRequest,
  claimsOf,
  clientId,
  confirmedUser,
  headerOf,
  issuer,
  noFunctions,
  password,
  passwordSignIn,
  poolId,
  seededIds,
  signIn,
  startWorld,
  type Tokens,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const otherPool = aPool({ id: 'us-east-1_Elsewhere', clients: [aClient({ id: 'elsewhere' })] });

interface SignedIn {
  readonly world: UserPoolWorld;
  readonly tokens: Tokens;
}

async function signedIn(changes: Parameters<typeof aClient>[0] = {}): Promise<SignedIn> {
  const world = startWorld([aPool({ clients: [aClient(changes)] }), otherPool]);
  await confirmedUser(world);
  return { world, tokens: await signIn(world) };
}

/** A token as somebody else would make it. */
function forged(
  token: string,
  change: { header?: object; claims?: object; key?: KeyObject; hmacKey?: string } = {},
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ ...headerOf(token), ...change.header })}.${part({ ...claimsOf(token), ...change.claims })}`;
  if (change.key !== undefined)
    return `${input}.${sign('RSA-SHA256', Buffer.from(input), change.key).toString('base64url')}`;
  if (change.hmacKey !== undefined)
    return `${input}.${createHmac('sha256', change.hmacKey).update(input).digest('base64url')}`;
  return `${input}.${token.split('.')[2] ?? ''}`;
}

let stolen: SigningKeys;
beforeAll(async () => {
  stolen = await generateSigningKeys(seededIds('another pool'));
});

describe('the login verifier', () => {
  it('reads an ID token', async () => {
    const { world, tokens } = await signedIn();
    const claims = claimsOf(tokens.IdToken);
    expect(await world.pools.logins.verifyIdToken(tokens.IdToken)).toEqual({
      kind: 'verified',
      login: {
        userPoolId: poolId,
        clientId,
        providerName: `cognito-idp.us-east-1.amazonaws.com/${poolId}`,
        subject: claims['sub'],
        issuedAt: claims['iat'],
        originJti: claims['origin_jti'],
        claims,
      },
    });
  });

  it.each<[string, string, (token: string) => string]>([
    ['bad-signature', 'a claim was changed', (token) => forged(token, { claims: { sub: 'eve' } })],
    [
      'bad-signature',
      'it is signed by a stranger under our kid',
      (token) => forged(token, { key: stolen.id.privateKey }),
    ],
    ['bad-signature', 'the kid is unknown', (token) => forged(token, { header: { kid: 'x' } })],
    ['bad-signature', 'it has no kid', (token) => forged(token, { header: { kid: undefined } })],
    ['bad-signature', 'the signature is missing', (token) => `${token.split('.').slice(0, 2).join('.')}.`],
    [
      'bad-signature',
      'alg is none',
      (token) =>
        `${forged(token, { header: { alg: 'none' } })
          .split('.')
          .slice(0, 2)
          .join('.')}.`,
    ],
    ['bad-signature', 'alg is HS256', (token) => forged(token, { header: { alg: 'HS256' }, hmacKey: 'x' })],
    ['bad-signature', 'alg is RS512', (token) => forged(token, { header: { alg: 'RS512' } })],
    [
      'bad-signature',
      'it claims to be of another pool here',
      (token) => forged(token, { claims: { iss: `https://${otherPool.endpoint}` } }),
    ],
    ['unknown-issuer', 'the issuer is unknown', (token) => forged(token, { claims: { iss: `${issuer}x` } })],
    ['unknown-issuer', 'there is no issuer', (token) => forged(token, { claims: { iss: undefined } })],
    ['malformed', 'it is no token', () => 'x'],
    ['malformed', 'it is empty', () => ''],
    ['malformed', 'it has no JSON in it', () => 'a.b.c'],
  ])('answers %s when %s', async (code, _, change) => {
    const { world, tokens } = await signedIn();
    expect(await world.pools.logins.verifyIdToken(change(tokens.IdToken))).toMatchObject({ kind: 'refused', code });
  });

  it('refuses every token whose signature has one other byte', async () => {
    const { world, tokens } = await signedIn();
    const [header, payload, signature = ''] = tokens.IdToken.split('.');
    for (let position = 0; position < 256; position += 17) {
      const bytes = Buffer.from(signature, 'base64url');
      bytes.writeUInt8((bytes[position] ?? 0) ^ 1, position);
      const token = `${header}.${payload}.${bytes.toString('base64url')}`;
      expect(await world.pools.logins.verifyIdToken(token)).toMatchObject({ code: 'bad-signature' });
    }
  });

  it('refuses an expired token, to the second', async () => {
    const { world, tokens } = await signedIn();
    world.clock.advance(1799);
    expect(await world.pools.logins.verifyIdToken(tokens.IdToken)).toMatchObject({ kind: 'verified' });
    world.clock.advance(1);
    const { exp } = claimsOf(tokens.IdToken);
    expect(await world.pools.logins.verifyIdToken(tokens.IdToken)).toEqual({
      kind: 'refused',
      code: 'expired',
      detail: `Token expired: ${String(exp)} >= ${String(exp)}`,
    });
  });

  it('refuses an access token for its missing audience, and a refresh token', async () => {
    const { world, tokens } = await signedIn();
    expect(await world.pools.logins.verifyIdToken(tokens.AccessToken)).toMatchObject({ code: 'missing-audience' });
    expect(await world.pools.logins.verifyIdToken(tokens.RefreshToken)).toMatchObject({ code: 'malformed' });
  });

  it('tells claims apart that carry a good signature of the pool', async () => {
    const keys = await generateSigningKeys(seededIds('own'));
    const world = ownKeys(keys);
    const make = (claims: object, key = keys.id, [alg, digest] = ['RS256', 'RSA-SHA256']): string => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const input = `${part({ kid: key.kid, alg })}.${part(claims)}`;
      return `${input}.${sign(digest, Buffer.from(input), key.privateKey).toString('base64url')}`;
    };
    const good = { iss: issuer, aud: clientId, token_use: 'id', sub: 's', iat: 1, exp: 9_999_999_999, event_id: 'e' };
    await world.ready();
    const codeOf = async (token: string): Promise<string> => {
      const result = await world.logins.verifyIdToken(token);
      return result.kind === 'refused' ? result.code : result.kind;
    };
    expect(await codeOf(make(good))).toBe('verified');
    expect(await codeOf(make(good, keys.id, ['RS512', 'RSA-SHA512']))).toBe('bad-signature');
    expect(await codeOf(make({ ...good, token_use: 'access' }))).toBe('not-an-id-token');
    expect(await codeOf(make({ ...good, token_use: undefined }))).toBe('not-an-id-token');
    expect(await codeOf(make(good, keys.access))).toBe('not-an-id-token');
    expect(await codeOf(make({ ...good, sub: undefined }))).toBe('not-an-id-token');
    expect(await codeOf(make({ ...good, aud: 'stranger' }))).toBe('missing-audience');
    expect(await codeOf(make({ ...good, aud: undefined }))).toBe('missing-audience');
    expect(await codeOf(make({ ...good, aud: [clientId] }))).toBe('missing-audience');
    expect(await codeOf(make({ ...good, exp: undefined }))).toBe('expired');
    expect(await codeOf(make({ ...good, exp: '9999999999' }))).toBe('expired');
  });
});

describe('isStillSignedIn', () => {
  const stillSignedIn = async ({ world, tokens }: SignedIn): Promise<boolean> => {
    const result = await world.pools.logins.verifyIdToken(tokens.IdToken);
    if (result.kind === 'refused') throw new TypeError(result.detail);
    return world.pools.logins.isStillSignedIn(result.login);
  };
  const named = { UserPoolId: poolId, Username: email };

  it.each([true, false])('is true until something happens (token revocation: %s)', async (tokenRevocation) => {
    expect(await stillSignedIn(await signedIn({ tokenRevocation }))).toBe(true);
  });

  it.each(['AdminUserGlobalSignOut', 'AdminDeleteUser', 'AdminDisableUser'])(
    'is false after %s, with and without token revocation, even in the same second',
    async (operation) => {
      for (const tokenRevocation of [true, false]) {
        const state = await signedIn({ tokenRevocation });
        await state.world.ok(operation, named);
        expect(await stillSignedIn(state)).toBe(false);
      }
    },
  );

  it('is true for a sign-in after the sign-out, and stays false for the one before', async () => {
    const before = await signedIn();
    await before.world.ok('GlobalSignOut', { AccessToken: before.tokens.AccessToken });
    const after = { world: before.world, tokens: await signIn(before.world) };
    expect([await stillSignedIn(before), await stillSignedIn(after)]).toEqual([false, true]);
  });

  it('is false for the token of a deleted user when another took the name', async () => {
    const state = await signedIn();
    await state.world.ok('AdminDeleteUser', named);
    await confirmedUser(state.world);
    expect(await stillSignedIn(state)).toBe(false);
  });

  it('is true again for nobody when a user is enabled again', async () => {
    const state = await signedIn();
    await state.world.ok('AdminDisableUser', named);
    await state.world.ok('AdminEnableUser', named);
    expect(await stillSignedIn(state)).toBe(false);
  });
});

describe('operations with an access token', () => {
  const operations: readonly [string, object][] = [
    ['GetUser', {}],
    ['ChangePassword', { PreviousPassword: password, ProposedPassword: 'An0ther-one' }],
    ['GlobalSignOut', {}],
  ];

  it.each(operations)('%s takes a good one', async (operation, input) => {
    const { world, tokens } = await signedIn();
    await world.ok(operation, { ...input, AccessToken: tokens.AccessToken });
  });

  it.each(operations)('%s refuses every other', async (operation, input) => {
    const { world, tokens } = await signedIn();
    const refusal = (AccessToken: string) => world.refusal(operation, { ...input, AccessToken });
    const invalid = 'NotAuthorizedException: Invalid Access Token';
    expect(await refusal(tokens.IdToken)).toBe(invalid);
    expect(await refusal(tokens.RefreshToken)).toBe(invalid);
    expect(await refusal(forged(tokens.AccessToken, { claims: { sub: 'eve' } }))).toBe(invalid);
    expect(await refusal(forged(tokens.AccessToken, { key: stolen.access.privateKey }))).toBe(invalid);
    expect(await refusal(forged(tokens.AccessToken, { claims: { iss: `https://${otherPool.endpoint}` } }))).toBe(
      invalid,
    );
    await world.ok('AdminUserGlobalSignOut', { UserPoolId: poolId, Username: email });
    expect(await refusal(tokens.AccessToken)).toBe('NotAuthorizedException: Access Token has been revoked');
    world.clock.advance(3600);
    expect(await refusal(tokens.AccessToken)).toBe('NotAuthorizedException: Access Token has expired');
  });

  it.each(operations)('%s refuses the token of a deleted user', async (operation, input) => {
    const { world, tokens } = await signedIn();
    await world.ok('AdminDeleteUser', { UserPoolId: poolId, Username: email });
    expect(await world.refusal(operation, { ...input, AccessToken: tokens.AccessToken })).toBe(
      'UserNotFoundException: User does not exist.',
    );
  });

  it('a token without the scope of self service is refused, though the pool signed it', async () => {
    const keys = await generateSigningKeys(seededIds('own'));
    const pools = ownKeys(keys);
    const claims = {
      iss: issuer,
      token_use: 'access',
      client_id: clientId,
      sub: 's',
      exp: 9_999_999_999,
      scope: 'openid',
    };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = `${part({ kid: keys.access.kid, alg: 'RS256' })}.${part(claims)}`;
    const AccessToken = `${input}.${sign('RSA-SHA256', Buffer.from(input), keys.access.privateKey).toString('base64url')}`;
    const { body } = await pools.handle(aRequest('GetUser', { AccessToken }));
    expect(JSON.parse(String(body))).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Access Token does not have required scopes',
    });
  });
});

describe('ChangePassword', () => {
  it('asks for the previous password, counts failures, and keeps the policy', async () => {
    const { world, tokens } = await signedIn();
    const change = (PreviousPassword: string | undefined, ProposedPassword: string) => ({
      ...{ AccessToken: tokens.AccessToken, PreviousPassword, ProposedPassword },
    });
    expect(await world.refusal('ChangePassword', change(undefined, 'An0ther-one'))).toBe(
      'InvalidParameterException: Missing required parameter PreviousPassword',
    );
    expect(await world.refusal('ChangePassword', change(password, 'weak'))).toBe(
      'InvalidPasswordException: Password does not conform to policy: Password not long enough',
    );
    for (let time = 0; time < 5; time++) {
      expect(await world.refusal('ChangePassword', change('Wr0ng-one', 'An0ther-one'))).toBe(
        'NotAuthorizedException: Incorrect username or password.',
      );
    }
    expect(await world.refusal('ChangePassword', change(password, 'An0ther-one'))).toBe(
      'NotAuthorizedException: Password attempts exceeded',
    );
    world.clock.advance(1);
    await world.ok('ChangePassword', change(password, 'An0ther-one'));
    expect(await world.refusal('InitiateAuth', passwordSignIn(email, password))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
    await world.ok('InitiateAuth', passwordSignIn(email, 'An0ther-one'));
  });
});

describe('RevokeToken', () => {
  const refresh = (REFRESH_TOKEN: string) => ({
    AuthFlow: 'REFRESH_TOKEN',
    ClientId: clientId,
    AuthParameters: { REFRESH_TOKEN },
  });

  it('ends one sign-in and no other', async () => {
    const { world, tokens } = await signedIn();
    const another = await signIn(world);
    await world.ok('RevokeToken', { Token: tokens.RefreshToken, ClientId: clientId });
    await world.ok('RevokeToken', { Token: tokens.RefreshToken, ClientId: clientId });
    expect(await world.refusal('InitiateAuth', refresh(tokens.RefreshToken))).toBe(
      'NotAuthorizedException: Refresh Token has been revoked',
    );
    expect(await world.refusal('GetUser', { AccessToken: tokens.AccessToken })).toBe(
      'NotAuthorizedException: Access Token has been revoked',
    );
    await world.ok('InitiateAuth', refresh(another.RefreshToken));
    await world.ok('GetUser', { AccessToken: another.AccessToken });
  });

  it('refuses tokens of other kinds and other clients, wrong secrets, and clients without revocation', async () => {
    const secretive = aClient({ id: 'secretive', secret: 'verysecret' });
    const fixed = aClient({ id: 'fixed', tokenRevocation: false });
    const world = startWorld([aPool({ clients: [aClient(), secretive, fixed] })]);
    await confirmedUser(world);
    const { AccessToken, RefreshToken } = await signIn(world);
    const refusal = (input: object) => world.refusal('RevokeToken', { Token: RefreshToken, ...input });
    expect(await refusal({ Token: AccessToken, ClientId: clientId })).toBe(
      'UnsupportedTokenTypeException: Unsupported token type.',
    );
    expect(await refusal({ ClientId: 'secretive' })).toBe('UnauthorizedException: Invalid client secret.');
    expect(await refusal({ ClientId: 'secretive', ClientSecret: 'wrong' })).toBe(
      'UnauthorizedException: Invalid client secret.',
    );
    expect(await refusal({ ClientId: 'secretive', ClientSecret: 'verysecret' })).toBe(
      'UnauthorizedException: Unauthorized',
    );
    expect(await refusal({ ClientId: 'fixed' })).toBe(
      'UnsupportedOperationException: Revocation is not enabled for the app client.',
    );
    await world.ok('InitiateAuth', refresh(RefreshToken));
  });
});

function ownKeys(keys: SigningKeys) {
  const silent = () => undefined;
  return createUserPools({
    blueprint: aBlueprint([aPool()]),
    clock: { now: () => 1_000_000 },
    ids: seededIds(),
    logger: { info: silent, warn: silent, error: silent },
    administration: () => {
      throw new TypeError('Nobody administers here.');
    },
    runtime: noFunctions,
    keySource: async () => keys,
  });
}
