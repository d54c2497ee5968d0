import {
  aClient,
  aPool,
  clientId,
  confirmedUser,
  lastCode,
  password,
  poolId,
  startWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const request = { ClientId: clientId, Username: email, Password: password };
const confirmation = (code: string, name = email, client = clientId) => ({
  ClientId: client,
  Username: name,
  ConfirmationCode: code,
});
const wrongCode = (code: string): string => (code === '000000' ? '000001' : '000000');

const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.';
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const limit = 'LimitExceededException: Attempt limit exceeded, please try after some time.';

describe('SignUp', () => {
  it('answers the sub and where the code went, masked', async () => {
    const world = startWorld();
    const answer = await world.ok('SignUp', request);
    expect(answer).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    const user = await world.ok('AdminGetUser', { UserPoolId: poolId, Username: email });
    expect(user).toMatchObject({
      Username: answer['UserSub'],
      UserStatus: 'UNCONFIRMED',
      Enabled: true,
      UserCreateDate: world.clock.now() / 1000,
      UserAttributes: [
        { Name: 'sub', Value: answer['UserSub'] },
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'false' },
      ],
    });
  });

  it('shows the code in the log and in the mailbox, and nowhere else', async () => {
    const world = startWorld();
    const { body, headers, reason } = await world.call('SignUp', request);
    const code = lastCode(world);
    expect(code).toMatch(/^\d{6}$/);
    expect(world.log.filter((line) => line.includes(code))).toEqual([
      expect.stringMatching(/^code for anna@example.com /),
    ]);
    expect(JSON.stringify({ body, headers, reason })).not.toContain(code);
    expect(world.pools.mailbox()).toEqual([
      {
        userPoolId: poolId,
        username: body['UserSub'],
        destination: email,
        kind: 'confirmation-code',
        content: code,
        sentAt: world.clock.now(),
      },
    ]);
  });

  it('sends no code where the pool verifies nothing', async () => {
    const world = startWorld([aPool({ autoVerifiedAttributes: [] })]);
    expect(await world.ok('SignUp', request)).toEqual({ UserConfirmed: false, UserSub: expect.any(String) });
    expect(world.pools.mailbox()).toEqual([]);
  });

  it.each([
    ['short', 'Aa1!', 'Password not long enough'],
    ['without upper case', 'passw0rd!', 'Password must have uppercase characters'],
    ['without lower case', 'PASSW0RD!', 'Password must have lowercase characters'],
    ['without digit', 'Password!', 'Password must have numeric characters'],
    ['without symbol', 'Passw0rdd', 'Password must have symbol characters'],
    ['with a symbol of another alphabet', 'Passw0rd€', 'Password must have symbol characters'],
  ])('refuses a password %s', async (_, Password, reason) => {
    const world = startWorld();
    expect(await world.refusal('SignUp', { ...request, Password })).toBe(
      `InvalidPasswordException: Password did not conform with policy: ${reason}`,
    );
    expect(await world.ok('ListUsers', { UserPoolId: poolId })).toEqual({ Users: [] });
  });

  it.each([
    ['anna', 'InvalidParameterException: Username should be an email.'],
    ['ANNA@example.com', 'UsernameExistsException: An account with the given email already exists.'],
  ])('refuses the username %s', async (Username, refusal) => {
    const world = startWorld();
    await world.ok('SignUp', request);
    expect(await world.refusal('SignUp', { ...request, Username })).toBe(refusal);
  });

  it.each([
    ['email_verified', 'true', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    ['sub', 'x', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    ['custom:role', 'admin', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
    [
      'custom:unknown',
      'x',
      'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:unknown} could not be determined',
    ],
    ['phone_number', '123', 'InvalidParameterException: Invalid phone number format.'],
  ])('refuses the attribute %s=%s', async (Name, Value, refusal) => {
    const custom = { name: 'custom:role', dataType: 'String', required: false, mutable: true } as const;
    const world = startWorld([aPool({ schema: [custom] })]);
    expect(await world.refusal('SignUp', { ...request, UserAttributes: [{ Name, Value }] })).toBe(refusal);
  });

  it.each(['email_verified', 'phone_number_verified'])(
    'never lets a user say %s, whatever the client may write',
    async (Name) => {
      const world = startWorld([aPool({ clients: [aClient({ writeAttributes: ['email', Name] })] })]);
      expect(await world.refusal('SignUp', { ...request, UserAttributes: [{ Name, Value: 'true' }] })).toBe(
        'NotAuthorizedException: A client attempted to write unauthorized attribute',
      );
    },
  );

  it('asks for the attributes that the pool requires', async () => {
    const world = startWorld([
      aPool({ schema: [{ name: 'name', dataType: 'String', required: true, mutable: true }] }),
    ]);
    expect(await world.refusal('SignUp', request)).toBe(
      'InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required',
    );
    await world.ok('SignUp', { ...request, UserAttributes: [{ Name: 'name', Value: 'Anna' }] });
  });

  it('is refused where administrators alone make accounts', async () => {
    const world = startWorld([aPool({ allowAdminCreateUserOnly: true })]);
    expect(await world.refusal('SignUp', request)).toBe(
      'NotAuthorizedException: SignUp is not permitted for this user pool',
    );
  });

  it('is refused for an unknown app client', async () => {
    expect(await startWorld().refusal('SignUp', { ...request, ClientId: 'nope' })).toBe(
      'ResourceNotFoundException: User pool client nope does not exist.',
    );
  });
});

describe('pools with usernames', () => {
  const pool = aPool({ usernameAttributes: [], aliasAttributes: ['email'], caseSensitiveUsernames: true });
  const withEmail = (Username: string) => ({ ...request, Username, UserAttributes: [{ Name: 'email', Value: email }] });

  it('keeps the username, and tells names of different case apart where the pool does', async () => {
    const world = startWorld([pool]);
    await world.ok('SignUp', { ...request, Username: 'anna' });
    await world.ok('SignUp', { ...request, Username: 'Anna' });
    expect(await world.refusal('SignUp', { ...request, Username: 'anna' })).toBe(
      'UsernameExistsException: User already exists',
    );
  });

  it('refuses an email address as username where it is an alias', async () => {
    expect(await startWorld([pool]).refusal('SignUp', request)).toBe(
      'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
    );
  });

  it('gives an alias to the first who proves it, and moves it only on demand', async () => {
    const world = startWorld([pool]);
    await world.ok('SignUp', withEmail('anna'));
    await world.ok('ConfirmSignUp', confirmation(lastCode(world), 'anna'));
    await world.ok('SignUp', withEmail('eve'));
    const code = lastCode(world);
    expect(await world.refusal('ConfirmSignUp', confirmation(code, 'eve'))).toBe(
      'AliasExistsException: An account with the email already exists.',
    );
    const byAlias = async () => (await world.ok('AdminGetUser', { UserPoolId: poolId, Username: email }))['Username'];
    expect(await byAlias()).toBe('anna');
    await world.ok('ConfirmSignUp', { ...confirmation(code, 'eve'), ForceAliasCreation: true });
    expect(await byAlias()).toBe('eve');
  });
});

describe('ConfirmSignUp', () => {
  const signedUp = async (changes: Parameters<typeof aClient>[0] = {}) => {
    const world = startWorld([aPool({ clients: [aClient(changes)] })]);
    await world.ok('SignUp', request);
    return { world, code: lastCode(world) };
  };

  it('takes the code once; the address counts as verified', async () => {
    const { world, code } = await signedUp();
    await world.ok('ConfirmSignUp', confirmation(code));
    expect(await world.ok('AdminGetUser', { UserPoolId: poolId, Username: email })).toMatchObject({
      UserStatus: 'CONFIRMED',
      UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]),
    });
    expect(await world.refusal('ConfirmSignUp', confirmation(code))).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
    expect(await world.refusal('AdminConfirmSignUp', { UserPoolId: poolId, Username: email })).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
  });

  it('refuses another code, and the code of another user', async () => {
    const { world, code } = await signedUp();
    expect(await world.refusal('ConfirmSignUp', confirmation(wrongCode(code)))).toBe(mismatch);
    await world.ok('SignUp', { ...request, Username: 'ben@example.com' });
    expect(await world.refusal('ConfirmSignUp', confirmation(lastCode(world)))).toBe(mismatch);
  });

  it('refuses a code after 24 hours', async () => {
    const { world, code } = await signedUp();
    world.clock.advance(24 * 3600);
    expect(await world.refusal('ConfirmSignUp', confirmation(code))).toBe(expired);
  });

  it('takes the latest code alone', async () => {
    const { world, code } = await signedUp();
    expect(await world.ok('ResendConfirmationCode', { ClientId: clientId, Username: email })).toMatchObject({
      CodeDeliveryDetails: { Destination: 'a***@e***' },
    });
    expect(lastCode(world)).not.toBe(code);
    expect(await world.refusal('ConfirmSignUp', confirmation(code))).toBe(mismatch);
    await world.ok('ConfirmSignUp', confirmation(lastCode(world)));
  });

  it('allows five wrong codes an hour, whatever new codes are asked for', async () => {
    const { world, code } = await signedUp();
    for (let time = 0; time < 5; time++) {
      expect(await world.refusal('ConfirmSignUp', confirmation(wrongCode(code)))).toBe(mismatch);
    }
    expect(await world.refusal('ConfirmSignUp', confirmation(code))).toBe(limit);
    await world.ok('ResendConfirmationCode', { ClientId: clientId, Username: email });
    expect(await world.refusal('ConfirmSignUp', confirmation(lastCode(world)))).toBe(limit);
    world.clock.advance(3600);
    await world.ok('ConfirmSignUp', confirmation(lastCode(world)));
  });

  it('sends five more codes an hour', async () => {
    const { world } = await signedUp();
    const resend = { ClientId: clientId, Username: email };
    for (let time = 0; time < 5; time++) await world.ok('ResendConfirmationCode', resend);
    expect(await world.refusal('ResendConfirmationCode', resend)).toBe(limit);
    world.clock.advance(3600);
    await world.ok('ResendConfirmationCode', resend);
  });

  it('needs a code that was asked for', async () => {
    const world = startWorld([aPool({ autoVerifiedAttributes: [] })]);
    await world.ok('SignUp', request);
    expect(await world.refusal('ConfirmSignUp', confirmation('123456'))).toBe(expired);
    expect(await world.refusal('ResendConfirmationCode', { ClientId: clientId, Username: email })).toBe(
      'InvalidParameterException: Cannot resend codes. Auto verification not turned on.',
    );
  });

  it('is no use for the next user of the same name', async () => {
    const { world, code } = await signedUp();
    await world.ok('AdminDeleteUser', { UserPoolId: poolId, Username: email });
    await world.ok('SignUp', request);
    const refusal = await world.refusal(
      'ConfirmSignUp',
      confirmation(code === lastCode(world) ? wrongCode(code) : code),
    );
    expect(refusal).toBe(mismatch);
  });
});

describe('users who do not exist', () => {
  const nobody = 'nobody@example.com';
  const legacy = aClient({ id: 'legacy', hidesUserExistence: false });
  const world = () => startWorld([aPool({ clients: [aClient(), legacy] })]);

  it('are not told apart where the client hides who exists', async () => {
    const hiding = world();
    expect(await hiding.refusal('ConfirmSignUp', confirmation('123456', nobody))).toBe(expired);
    expect(await hiding.ok('ResendConfirmationCode', { ClientId: clientId, Username: nobody })).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
    });
    expect(hiding.pools.mailbox()).toEqual([]);
    for (let time = 0; time < 5; time++) {
      expect(await hiding.refusal('ConfirmSignUp', confirmation(`00000${time}`, nobody))).toBe(mismatch);
    }
    expect(await hiding.refusal('ConfirmSignUp', confirmation('123456', nobody))).toBe(limit);
  });

  it('are told where the client does not', async () => {
    const open = world();
    expect(await open.refusal('ConfirmSignUp', confirmation('123456', nobody, 'legacy'))).toBe(
      'UserNotFoundException: Username/client id combination not found.',
    );
    expect(await open.refusal('ResendConfirmationCode', { ClientId: 'legacy', Username: nobody })).toBe(
      'UserNotFoundException: User does not exist.',
    );
  });
});

it('asks for no second code once a user is confirmed', async () => {
  const legacy = aClient({ id: 'legacy', hidesUserExistence: false });
  const world = startWorld([aPool({ clients: [aClient(), legacy] })]);
  await confirmedUser(world);
  const sent = world.pools.mailbox().length;
  expect(await world.refusal('ResendConfirmationCode', { ClientId: 'legacy', Username: email })).toBe(
    'InvalidParameterException: User is already confirmed.',
  );
  expect(await world.ok('ResendConfirmationCode', { ClientId: clientId, Username: email })).toMatchObject({
    CodeDeliveryDetails: { Destination: 'a***@e***' },
  });
  expect(world.pools.mailbox()).toHaveLength(sent);
});
