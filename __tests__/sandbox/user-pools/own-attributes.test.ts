import fc from 'fast-check';
import type { UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import {
  aClient,
  aPool,
  claimsOf,
  confirmedUser,
  lastCode,
  password,
  passwordSignIn,
  poolId,
  signIn,
  startWorld,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const next = 'anna@example.org';
const named = { UserPoolId: poolId, Username: email };
const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.';
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const notWritable = 'NotAuthorizedException: A client attempted to write unauthorized attribute';

const attribute = (Name: string, Value: string) => [{ Name, Value }];

async function signedIn(pool: Partial<UserPool> = {}, client: Partial<UserPoolClient> = {}) {
  const world = startWorld([aPool({ clients: [aClient(client)], ...pool })]);
  await confirmedUser(world);
  const { AccessToken } = await signIn(world);
  return { world, AccessToken };
}

async function attributesOf(world: UserPoolWorld, AccessToken: string): Promise<Record<string, string>> {
  const { UserAttributes } = await world.ok('GetUser', { AccessToken });
  return Object.fromEntries(
    (UserAttributes as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
  );
}

describe('a new address', () => {
  it('counts at once but unverified, where the pool does not wait for its code', async () => {
    const { world, AccessToken } = await signedIn();
    expect(await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) })).toEqual({
      CodeDeliveryDetailsList: [{ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' }],
    });
    expect(world.pools.mailbox().at(-1)).toMatchObject({ kind: 'verification-code', destination: next });
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email: next, email_verified: 'false' });
    const verify = { AccessToken, AttributeName: 'email', Code: lastCode(world) };
    await world.ok('VerifyUserAttribute', verify);
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email: next, email_verified: 'true' });
    expect(await world.refusal('VerifyUserAttribute', verify)).toBe(expired);
  });

  it('waits for its code where the pool says so: the old one stays, and signs in', async () => {
    const { world, AccessToken } = await signedIn({ verifiedBeforeUpdate: ['email'] });
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) });
    const code = lastCode(world);
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email, email_verified: 'true' });
    await signIn(world);
    expect(await world.refusal('InitiateAuth', passwordSignIn(next, password))).toContain('Incorrect username');
    await world.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: code });
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email: next, email_verified: 'true' });
    const { IdToken } = await signIn(world, next);
    expect(claimsOf(IdToken)).toMatchObject({ email: next, email_verified: true });
    expect(await world.refusal('InitiateAuth', passwordSignIn(email, password))).toContain('Incorrect username');
  });

  it('is proven by the code that was sent to it, not by that of an address before', async () => {
    const { world, AccessToken } = await signedIn({ verifiedBeforeUpdate: ['email'] });
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', 'eve@example.com') });
    const toEve = lastCode(world);
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) });
    expect(toEve).not.toBe(lastCode(world));
    expect(await world.refusal('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: toEve })).toBe(
      mismatch,
    );
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email });
  });

  it('is not proven by a code that was sent to the address before, where it counted at once', async () => {
    const { world, AccessToken } = await signedIn();
    await world.ok('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    const toOld = lastCode(world);
    const administrator = {
      ...named,
      UserAttributes: [...attribute('email', next), { Name: 'email_verified', Value: 'true' }],
    };
    await world.ok('AdminUpdateUserAttributes', administrator);
    await world.ok('AdminUpdateUserAttributes', {
      UserPoolId: poolId,
      Username: next,
      UserAttributes: attribute('email_verified', 'false'),
    });
    expect(await world.refusal('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: toOld })).toBe(
      expired,
    );
  });

  it('resets no password with a code that was sent to the address before', async () => {
    const { world, AccessToken } = await signedIn();
    await world.ok('ForgotPassword', { ClientId: 'client1', Username: email });
    const ConfirmationCode = lastCode(world);
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) });
    await world.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: lastCode(world) });
    const reset = { ClientId: 'client1', Username: next, ConfirmationCode, Password: 'N3w-word!' };
    expect(await world.refusal('ConfirmForgotPassword', reset)).toBe(expired);
  });

  it('is not changed where no more codes may be sent', async () => {
    const { world, AccessToken } = await signedIn();
    const change = (address: string) => ({ AccessToken, UserAttributes: attribute('email', address) });
    for (let time = 0; time < 5; time++) await world.ok('UpdateUserAttributes', change(`anna${time}@example.org`));
    expect(await world.refusal('UpdateUserAttributes', change(next))).toContain('LimitExceededException');
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email: 'anna4@example.org' });
  });

  it('is not proven by random codes', async () => {
    const { world, AccessToken } = await signedIn({ verifiedBeforeUpdate: ['email'] });
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) });
    const code = lastCode(world);
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^\d{6}$/), async (guess) => {
        fc.pre(guess !== code);
        const { status } = await world.call('VerifyUserAttribute', {
          AccessToken,
          AttributeName: 'email',
          Code: guess,
        });
        expect(status).toBe(400);
        expect((await attributesOf(world, AccessToken))['email']).toBe(email);
      }),
      { numRuns: 30 },
    );
    const refusal = await world.refusal('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: code });
    expect(refusal).toContain('LimitExceededException');
  });

  it.each([{ verifiedBeforeUpdate: ['email'] }, {}])('that is somebody else’s is refused (%j)', async (pool) => {
    const { world, AccessToken } = await signedIn(pool);
    await confirmedUser(world, next);
    expect(await world.refusal('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) })).toBe(
      'AliasExistsException: An account with the email already exists.',
    );
  });

  it('that somebody else took meanwhile is refused with its code', async () => {
    const { world, AccessToken } = await signedIn({ verifiedBeforeUpdate: ['email'] });
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('email', next) });
    const Code = lastCode(world);
    await confirmedUser(world, next);
    expect(await world.refusal('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })).toContain(
      'AliasExists',
    );
  });

  it('that is the same again changes nothing', async () => {
    const { world, AccessToken } = await signedIn();
    const sent = world.pools.mailbox().length;
    const same = { AccessToken, UserAttributes: attribute('email', email) };
    expect(await world.ok('UpdateUserAttributes', same)).toEqual({ CodeDeliveryDetailsList: [] });
    expect(world.pools.mailbox()).toHaveLength(sent);
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email_verified: 'true' });
  });
});

describe('what a client may write', () => {
  const schema: UserPool['schema'] = [
    { name: 'name', dataType: 'String', required: true, mutable: true },
    { name: 'custom:tenant', dataType: 'String', required: false, mutable: true },
    { name: 'custom:fixed', dataType: 'String', required: false, mutable: false },
    { name: 'custom:short', dataType: 'String', required: false, mutable: true, minimum: 2, maximum: 3 },
    { name: 'custom:level', dataType: 'Number', required: false, mutable: true, minimum: 1, maximum: 9 },
    { name: 'custom:member', dataType: 'Boolean', required: false, mutable: true },
  ];
  const writeAttributes = [
    'name',
    'nickname',
    'email',
    'custom:fixed',
    'custom:short',
    'custom:level',
    'custom:member',
  ];

  async function anna() {
    const world = startWorld([aPool({ schema, clients: [aClient({ writeAttributes })] })]);
    const User = { UserPoolId: poolId, Username: email };
    await world.ok('AdminCreateUser', {
      ...User,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        ...attribute('name', 'Anna'),
        ...attribute('custom:tenant', 'a'),
        ...attribute('custom:fixed', 'f'),
      ],
    });
    await world.ok('AdminSetUserPassword', { ...User, Password: password, Permanent: true });
    return { world, AccessToken: (await signIn(world)).AccessToken };
  }

  it.each([
    ['a tenant', 'custom:tenant', 'b', notWritable],
    ['a verification', 'email_verified', 'true', notWritable],
    ['the subject', 'sub', 'x', notWritable],
    [
      'what the pool does not have',
      'custom:nothing',
      'x',
      'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:nothing} could not be determined',
    ],
    [
      'what never changes',
      'custom:fixed',
      'g',
      'InvalidParameterException: user.custom:fixed: Attribute cannot be updated.',
    ],
    [
      'what the pool requires, to nothing',
      'name',
      '',
      'InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required',
    ],
    ...[
      ['custom:short', 'a', 'String must have from 2 to 3 characters.'],
      ['custom:short', 'abcd', 'String must have from 2 to 3 characters.'],
      ['custom:level', '10', 'The value is not a number within the limits of the schema.'],
      ['custom:level', '0x5', 'The value is not a number within the limits of the schema.'],
      ['custom:member', 'yes', 'The value is not true or false.'],
    ].map(([name = '', value = '', why = '']): [string, string, string, string] => [
      `outside the schema: ${name} ${value}`,
      name,
      value,
      `InvalidParameterException: Attributes did not conform to the schema: ${name}: ${why}`,
    ]),
    ['no address', 'email', 'nonsense', 'InvalidParameterException: Invalid email address format.'],
  ])('is not %s', async (_, ...[name, value, refusal]) => {
    const { world, AccessToken } = await anna();
    const before = await world.ok('AdminGetUser', named);
    const UserAttributes = [...attribute('nickname', 'Ann'), ...attribute(name, value)];
    expect(await world.refusal('UpdateUserAttributes', { AccessToken, UserAttributes })).toBe(refusal);
    expect(await world.ok('AdminGetUser', named)).toEqual(before);
  });

  it('is changed, emptied and deleted', async () => {
    const { world, AccessToken } = await anna();
    const told = async () => JSON.stringify(await world.ok('AdminGetUser', named));
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('nickname', 'Ann') });
    expect(await told()).toContain('"nickname"');
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('nickname', '') });
    expect(await told()).not.toContain('"nickname"');
    await world.ok('UpdateUserAttributes', { AccessToken, UserAttributes: attribute('nickname', 'Ann') });
    await world.ok('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['nickname'] });
    expect(await told()).not.toContain('"nickname"');
    for (const [name, refusal] of [
      ['custom:tenant', notWritable],
      ['name', 'InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required'],
      [
        'email',
        'InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required',
      ],
    ] as const) {
      expect(await world.refusal('DeleteUserAttributes', { AccessToken, UserAttributeNames: [name] })).toBe(refusal);
    }
    await world.ok('AdminDeleteUserAttributes', { ...named, UserAttributeNames: ['custom:tenant'] });
    expect(await told()).not.toContain('custom:tenant');
  });
});

describe('administrators', () => {
  it('change an address; it waits for its code unless they vouch for it', async () => {
    const { world, AccessToken } = await signedIn({ verifiedBeforeUpdate: ['email'] });
    await world.ok('AdminUpdateUserAttributes', { ...named, UserAttributes: attribute('email', next) });
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email, email_verified: 'true' });
    const vouched = [...attribute('email', next), ...attribute('email_verified', 'true')];
    await world.ok('AdminUpdateUserAttributes', { ...named, UserAttributes: vouched });
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email: next, email_verified: 'true' });
  });

  it('do not vouch for an address by words that come before it', async () => {
    const { world, AccessToken } = await signedIn();
    const vouched = [...attribute('email_verified', 'true'), ...attribute('email', next)];
    await world.ok('AdminUpdateUserAttributes', { ...named, UserAttributes: vouched });
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email: next, email_verified: 'true' });
    const last = [...attribute('email', email), ...attribute('email_verified', 'false')];
    await world.ok('AdminUpdateUserAttributes', { UserPoolId: poolId, Username: next, UserAttributes: last });
    expect(await attributesOf(world, AccessToken)).toMatchObject({ email, email_verified: 'false' });
  });
});

describe('a user', () => {
  it('deletes their account, and with it every token', async () => {
    const { world, AccessToken } = await signedIn();
    const { RefreshToken } = await signIn(world);
    await world.ok('DeleteUser', { AccessToken });
    expect(await world.refusal('AdminGetUser', named)).toBe('UserNotFoundException: User does not exist.');
    expect(await world.refusal('GetUser', { AccessToken })).toBe('UserNotFoundException: User does not exist.');
    const refresh = {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: 'client1',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    };
    expect(await world.refusal('InitiateAuth', refresh)).toBe('NotAuthorizedException: Invalid Refresh Token');
  });

  it('has no code for an attribute without a value', async () => {
    const { world, AccessToken } = await signedIn();
    expect(
      await world.refusal('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'phone_number' }),
    ).toBe('InvalidParameterException: User does not have the attribute phone_number.');
    expect(await world.refusal('VerifyUserAttribute', { AccessToken, AttributeName: 'phone_number', Code: '1' })).toBe(
      expired,
    );
  });
});

describe('every operation on the own account', () => {
  const given = {
    GetUser: {},
    DeleteUser: {},
    GlobalSignOut: {},
    ChangePassword: { PreviousPassword: password, ProposedPassword: password },
    AssociateSoftwareToken: {},
    VerifySoftwareToken: { UserCode: '000000' },
    SetUserMFAPreference: {},
    GetUserAttributeVerificationCode: { AttributeName: 'email' },
    VerifyUserAttribute: { AttributeName: 'email', Code: '1' },
    UpdateUserAttributes: { UserAttributes: [] },
    DeleteUserAttributes: { UserAttributeNames: [] },
  };

  it.each(Object.entries(given))('%s takes a current access token of its user alone', async (operation, more) => {
    const { world, AccessToken } = await signedIn();
    const { IdToken } = await signIn(world);
    const refusal = (token: string) => world.refusal(operation, { AccessToken: token, ...more });
    expect(await refusal(IdToken)).toBe('NotAuthorizedException: Invalid Access Token');
    expect(await refusal(`${AccessToken.slice(0, -8)}AAAAAAAA`)).toBe('NotAuthorizedException: Invalid Access Token');
    const runtime = world.pools.directory.pool(poolId);
    const user = runtime.users.find(email);
    const [client] = runtime.pool.clients;
    if (user === undefined || client === undefined) throw new TypeError('The fixture has a user and a client.');
    const { signIn: granted } = runtime.signIns.start(user, client, { scopes: ['openid', 'profile'] });
    const { issueTokens } = await import('../../../sandbox/user-pools/tokens');
    const source = 'TokenGeneration_HostedAuth';
    const services = { clock: world.clock, ids: { uuid: () => 'id', bytes: Buffer.alloc, text: () => '' } };
    const oauth = await issueTokens(runtime, { user, client, signIn: granted, source }, services);
    expect(await refusal(oauth.AccessToken)).toBe('NotAuthorizedException: Access Token does not have required scopes');
    world.clock.advance(3600);
    expect(await refusal(AccessToken)).toBe('NotAuthorizedException: Access Token has expired');
  });
});
