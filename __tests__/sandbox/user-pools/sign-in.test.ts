import { createHmac } from 'node:crypto';
import {
  aClient,
  aPool,
  clientId,
  confirmedUser,
  password,
  passwordSignIn,
  poolId,
  signIn,
  startWorld,
} from '../support/user-pool-fixture';
import { srpClient } from '../support/srp-client';

const email = 'anna@example.com';
const incorrect = 'NotAuthorizedException: Incorrect username or password.';
const none = aClient({ id: 'none', authFlows: new Set() });
const legacy = aClient({ id: 'legacy', hidesUserExistence: false });
const allFlows = (PASSWORD = password) => ({ USERNAME: email, PASSWORD, SRP_A: 'abc', REFRESH_TOKEN: 'a.b.c.d.e' });

describe('flows', () => {
  const world = () => startWorld([aPool({ clients: [aClient(), none] })]);

  it.each([
    ['USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.'],
    ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['REFRESH_TOKEN_AUTH', 'Auth flow not enabled for this client'],
    ['REFRESH_TOKEN', 'Auth flow not enabled for this client'],
    ['CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.'],
    ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported.'],
    ['ADMIN_NO_SRP_AUTH', 'Initiate Auth method not supported.'],
    ['USER_AUTH', 'The flow USER_AUTH is not supported by the sandbox.'],
  ])('%s is refused for a client without flows', async (AuthFlow, message) => {
    expect(await world().refusal('InitiateAuth', { AuthFlow, ClientId: 'none', AuthParameters: allFlows() })).toBe(
      `InvalidParameterException: ${message}`,
    );
  });

  it.each(['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'])(
    '%s is refused to administrators for a client without flows',
    async (AuthFlow) => {
      const input = { UserPoolId: poolId, AuthFlow, ClientId: 'none', AuthParameters: allFlows() };
      expect(await world().refusal('AdminInitiateAuth', input)).toBe(
        'InvalidParameterException: Auth flow not enabled for this client',
      );
    },
  );

  it.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'])('%s is for administrators alone', async (AuthFlow) => {
    const open = world();
    await confirmedUser(open);
    const input = { AuthFlow, ClientId: clientId, AuthParameters: allFlows() };
    expect(await open.refusal('InitiateAuth', input)).toBe(
      'InvalidParameterException: Initiate Auth method not supported.',
    );
    expect(await open.ok('AdminInitiateAuth', { ...input, UserPoolId: poolId })).toMatchObject({
      AuthenticationResult: { TokenType: 'Bearer' },
    });
  });

  it('USER_PASSWORD_AUTH is not for administrators', async () => {
    const input = {
      UserPoolId: poolId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: allFlows(),
    };
    expect(await world().refusal('AdminInitiateAuth', input)).toBe(
      'InvalidParameterException: Initiate Auth method not supported.',
    );
  });

  it.each([
    ['USER_PASSWORD_AUTH', 'USERNAME'],
    ['USER_PASSWORD_AUTH', 'PASSWORD'],
    ['USER_SRP_AUTH', 'USERNAME'],
    ['USER_SRP_AUTH', 'SRP_A'],
    ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'],
  ])('%s needs %s', async (AuthFlow, missing) => {
    const parameters = Object.fromEntries(Object.entries(allFlows()).filter(([name]) => name !== missing));
    expect(await world().refusal('InitiateAuth', { AuthFlow, ClientId: clientId, AuthParameters: parameters })).toBe(
      `InvalidParameterException: Missing required parameter ${missing}`,
    );
  });

  it('an administrator names a client of the pool', async () => {
    const elsewhere = aPool({ id: 'us-east-1_Elsewhere', clients: [aClient({ id: 'elsewhere' })] });
    const two = startWorld([aPool(), elsewhere]);
    const input = { AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: allFlows() };
    expect(await two.refusal('AdminInitiateAuth', { ...input, UserPoolId: poolId, ClientId: 'elsewhere' })).toBe(
      'ResourceNotFoundException: User pool client elsewhere does not exist.',
    );
    expect(await two.refusal('AdminInitiateAuth', { ...input, UserPoolId: 'us-east-1_None', ClientId: clientId })).toBe(
      'ResourceNotFoundException: User pool us-east-1_None does not exist.',
    );
  });

  it.each(['SMS_MFA', 'CUSTOM_CHALLENGE'])('the challenge %s is said to be missing', async (ChallengeName) => {
    const input = { ClientId: clientId, ChallengeName, ChallengeResponses: { USERNAME: email } };
    const { body, reason } = await world().call('RespondToAuthChallenge', input);
    expect(body['message']).toBe(`The challenge ${ChallengeName} is not supported by the sandbox.`);
    expect(reason).toContain('Supported: PASSWORD_VERIFIER, NEW_PASSWORD_REQUIRED, SOFTWARE_TOKEN_MFA, MFA_SETUP.');
  });
});

describe('who signs in', () => {
  it('is told nothing of the account without the right password', async () => {
    const world = startWorld([aPool({ clients: [aClient(), legacy] })]);
    const states: Record<string, (name: string) => Promise<unknown>> = {
      unconfirmed: async () => undefined,
      disabled: (Username) => world.ok('AdminDisableUser', { UserPoolId: poolId, Username }),
    };
    for (const [state, enter] of Object.entries(states)) {
      const name = `${state}@example.com`;
      await world.ok('SignUp', { ClientId: clientId, Username: name, Password: password });
      await enter(name);
      expect([state, await world.refusal('InitiateAuth', passwordSignIn(name, 'Wr0ng-one'))]).toEqual([
        state,
        incorrect,
      ]);
    }
  });

  it('is refused while unconfirmed, while disabled, and after the temporary password ended', async () => {
    const world = startWorld();
    await world.ok('SignUp', { ClientId: clientId, Username: email, Password: password });
    const attempt = passwordSignIn(email, password);
    expect(await world.refusal('InitiateAuth', attempt)).toBe('UserNotConfirmedException: User is not confirmed.');
    await world.ok('AdminConfirmSignUp', { UserPoolId: poolId, Username: email });
    await world.ok('InitiateAuth', attempt);
    await world.ok('AdminDisableUser', { UserPoolId: poolId, Username: email });
    expect(await world.refusal('InitiateAuth', attempt)).toBe('NotAuthorizedException: User is disabled.');
    await world.ok('AdminEnableUser', { UserPoolId: poolId, Username: email });
    await world.ok('InitiateAuth', attempt);
    await world.ok('AdminSetUserPassword', { UserPoolId: poolId, Username: email, Password: password });
    expect(await world.ok('InitiateAuth', attempt)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    world.clock.advance(7 * 86_400);
    expect(await world.refusal('InitiateAuth', attempt)).toBe(
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    );
  });

  it('is refused by SRP as by password', async () => {
    const world = startWorld();
    await world.ok('SignUp', { ClientId: clientId, Username: email, Password: password });
    const { answer } = await srpClient(world, email, { password });
    const response = { ClientId: clientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: answer };
    expect(await world.refusal('RespondToAuthChallenge', response)).toBe(
      'UserNotConfirmedException: User is not confirmed.',
    );
  });

  it('may write the address in any case, or the sub', async () => {
    const world = startWorld();
    const sub = await confirmedUser(world);
    await signIn(world, 'ANNA@Example.com');
    await signIn(world, sub);
  });

  it('is hidden or told, as the client says', async () => {
    const world = startWorld([aPool({ clients: [aClient(), legacy] })]);
    expect(await world.refusal('InitiateAuth', passwordSignIn('x@example.com', password))).toBe(incorrect);
    expect(await world.refusal('InitiateAuth', passwordSignIn('x@example.com', password, 'legacy'))).toBe(
      'UserNotFoundException: User does not exist.',
    );
  });

  it('cannot use the client of another pool', async () => {
    const elsewhere = aPool({ id: 'us-east-1_Elsewhere', clients: [aClient({ id: 'elsewhere' })] });
    const world = startWorld([aPool(), elsewhere]);
    await confirmedUser(world);
    expect(await world.refusal('InitiateAuth', passwordSignIn(email, password, 'elsewhere'))).toBe(incorrect);
  });
});

describe('lockout', () => {
  const locked = 'NotAuthorizedException: Password attempts exceeded';
  const wrong = passwordSignIn(email, 'Wr0ng-one');

  it.each([
    ['a user', true],
    ['nobody', false],
  ])('comes after five failures and doubles up to 15 minutes, for %s', async (_, exists) => {
    const world = startWorld();
    if (exists) await confirmedUser(world);
    for (let time = 1; time <= 4; time++) expect(await world.refusal('InitiateAuth', wrong)).toBe(incorrect);
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      expect(await world.refusal('InitiateAuth', wrong)).toBe(incorrect);
      world.clock.advance(seconds - 1);
      expect([seconds, await world.refusal('InitiateAuth', wrong)]).toEqual([seconds, locked]);
      world.clock.advance(1);
    }
  });

  it('holds against the right password too, under every name, and ends with it', async () => {
    const world = startWorld();
    const sub = await confirmedUser(world);
    for (let time = 0; time < 5; time++) await world.refusal('InitiateAuth', wrong);
    expect(await world.refusal('InitiateAuth', passwordSignIn(email, password))).toBe(locked);
    expect(await world.refusal('InitiateAuth', passwordSignIn(sub, password))).toBe(locked);
    expect(await world.refusal('InitiateAuth', passwordSignIn(email.toUpperCase(), password))).toBe(locked);
    world.clock.advance(1);
    await signIn(world);
    for (let time = 0; time < 4; time++) expect(await world.refusal('InitiateAuth', wrong)).toBe(incorrect);
    await signIn(world);
  });

  it('is forgotten after 15 quiet minutes', async () => {
    const world = startWorld();
    await confirmedUser(world);
    for (let time = 0; time < 4; time++) await world.refusal('InitiateAuth', wrong);
    world.clock.advance(15 * 60);
    expect(await world.refusal('InitiateAuth', wrong)).toBe(incorrect);
    expect(await world.refusal('InitiateAuth', wrong)).toBe(incorrect);
  });

  it('does not touch other users', async () => {
    const world = startWorld();
    await confirmedUser(world, 'ben@example.com');
    for (let time = 0; time < 6; time++) await world.refusal('InitiateAuth', wrong);
    await signIn(world, 'ben@example.com');
  });
});

describe('clients with a secret', () => {
  const secret = 'the-secret-of-the-client';
  const client = aClient({ id: 'secretive', secret });
  const hash = (name: string) => createHmac('sha256', secret).update(`${name}secretive`).digest('base64');
  const world = () => startWorld([aPool({ clients: [aClient(), client] })]);
  const auth = (change: object) => ({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'secretive',
    AuthParameters: { USERNAME: email, PASSWORD: password, ...change },
  });
  const missing = 'NotAuthorizedException: Client secretive is configured with secret but SECRET_HASH was not received';
  const unable = 'NotAuthorizedException: Unable to verify secret hash for client secretive';

  it('let in with the hash alone, over the name as typed', async () => {
    const open = world();
    const sub = await confirmedUser(open);
    expect(await open.refusal('InitiateAuth', auth({}))).toBe(missing);
    for (const SECRET_HASH of [hash(sub), hash('ben@example.com'), 'x', '']) {
      expect(await open.refusal('InitiateAuth', auth({ SECRET_HASH }))).toBe(unable);
    }
    const { AuthenticationResult } = await open.ok('InitiateAuth', auth({ SECRET_HASH: hash(email) }));
    const refresh = (SECRET_HASH?: string) => ({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: 'secretive',
      AuthParameters: {
        REFRESH_TOKEN: (AuthenticationResult as { RefreshToken: string }).RefreshToken,
        ...(SECRET_HASH && { SECRET_HASH }),
      },
    });
    expect(await open.refusal('InitiateAuth', refresh())).toBe(missing);
    expect(await open.refusal('InitiateAuth', refresh(hash(email)))).toBe(unable);
    await open.ok('InitiateAuth', refresh(hash(sub)));
  });

  it.each(['SignUp', 'ConfirmSignUp', 'ResendConfirmationCode'])('ask for it at %s', async (operation) => {
    const input = { ClientId: 'secretive', Username: email, Password: password, ConfirmationCode: '123456' };
    expect(await world().refusal(operation, input)).toBe(missing);
    expect(await world().refusal(operation, { ...input, SecretHash: hash('x') })).toBe(unable);
  });

  it('ask for it at each challenge', async () => {
    const input = {
      ClientId: 'secretive',
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { USERNAME: email },
    };
    expect(await world().refusal('RespondToAuthChallenge', input)).toBe(missing);
  });

  it('are not taken for others: a hash without a secret is refused', async () => {
    const open = world();
    const input = { ...auth({ SECRET_HASH: hash(email) }), ClientId: clientId };
    expect(await open.refusal('InitiateAuth', input)).toBe(
      'NotAuthorizedException: Unable to verify secret hash for client client1',
    );
  });
});
