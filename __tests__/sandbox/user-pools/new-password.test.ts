import {
  aClient,
  aPool,
  clientId,
  passwordSignIn,
  poolId,
  signIn,
  startWorld,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const temporary = 'Temp0rary!';
const chosen = 'Brand-new1';
const pool = aPool({
  clients: [aClient(), aClient({ id: 'client2' })],
  schema: [{ name: 'name', dataType: 'String', required: true, mutable: true }],
});

async function challenged(world: UserPoolWorld): Promise<string> {
  const { Session } = await world.ok('InitiateAuth', passwordSignIn(email, temporary));
  return String(Session);
}

async function invited(): Promise<UserPoolWorld> {
  const world = startWorld([pool]);
  await world.ok('AdminCreateUser', {
    UserPoolId: poolId,
    Username: email,
    TemporaryPassword: temporary,
    UserAttributes: [{ Name: 'name', Value: 'Anna' }],
  });
  return world;
}

const answer = (Session: string, change: object = {}) => ({
  ClientId: clientId,
  ChallengeName: 'NEW_PASSWORD_REQUIRED',
  Session,
  ChallengeResponses: { USERNAME: email, NEW_PASSWORD: chosen, ...change },
});

describe('NEW_PASSWORD_REQUIRED', () => {
  it('comes with what the client needs', async () => {
    const world = await invited();
    const challenge = await world.ok('InitiateAuth', passwordSignIn(email, temporary));
    const { Username } = await world.ok('AdminGetUser', { UserPoolId: poolId, Username: email });
    expect(challenge).toEqual({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: expect.stringMatching(/^.{20,}$/),
      ChallengeParameters: {
        USER_ID_FOR_SRP: Username,
        requiredAttributes: '[]',
        userAttributes: JSON.stringify({ name: 'Anna', email }),
      },
    });
  });

  it('lets in with a new password, which may be the temporary one', async () => {
    const world = await invited();
    expect(
      await world.ok('RespondToAuthChallenge', answer(await challenged(world), { NEW_PASSWORD: temporary })),
    ).toMatchObject({
      AuthenticationResult: { TokenType: 'Bearer' },
    });
    await signInWith(world, temporary);
  });

  it('takes a session once, but lets a weak password be tried again', async () => {
    const world = await invited();
    const session = await challenged(world);
    expect(await world.refusal('RespondToAuthChallenge', answer(session, { NEW_PASSWORD: 'weak' }))).toBe(
      'InvalidPasswordException: Password does not conform to policy: Password not long enough',
    );
    await world.ok('RespondToAuthChallenge', answer(session));
    expect(await world.refusal('RespondToAuthChallenge', answer(session, { NEW_PASSWORD: 'An0ther-one' }))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
    await signInWith(world, chosen);
  });

  it('ends every other session of the same temporary password', async () => {
    const world = await invited();
    const [first, second] = [await challenged(world), await challenged(world)];
    await world.ok('RespondToAuthChallenge', answer(first));
    expect(await world.refusal('RespondToAuthChallenge', answer(second, { NEW_PASSWORD: 'An0ther-one' }))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
  });

  it('refuses a session that is too old, invented, of another client, or of another user', async () => {
    const world = await invited();
    const invalid = 'NotAuthorizedException: Invalid session for the user.';
    const session = await challenged(world);
    expect(await world.refusal('RespondToAuthChallenge', answer('x'.repeat(64)))).toBe(invalid);
    expect(await world.refusal('RespondToAuthChallenge', { ...answer(session), ClientId: 'client2' })).toBe(invalid);
    expect(await world.refusal('RespondToAuthChallenge', answer(session, { USERNAME: 'ben@example.com' }))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
    world.clock.advance(180);
    expect(await world.refusal('RespondToAuthChallenge', answer(session))).toBe(
      'NotAuthorizedException: Invalid session for the user, session is expired.',
    );
  });

  it('refuses a user who was disabled meanwhile', async () => {
    const world = await invited();
    const session = await challenged(world);
    await world.ok('AdminDisableUser', { UserPoolId: poolId, Username: email });
    expect(await world.refusal('RespondToAuthChallenge', answer(session))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
  });

  it.each([
    ['email', 'eve@example.com', 'NotAuthorizedException: Cannot modify an already provided email'],
    ['name', 'Eve', 'NotAuthorizedException: Cannot modify an already provided name'],
    ['email_verified', 'true', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
  ])('does not let the user set %s', async (name, value, refusal) => {
    const world = await invited();
    const session = await challenged(world);
    expect(await world.refusal('RespondToAuthChallenge', answer(session, { [`userAttributes.${name}`]: value }))).toBe(
      refusal,
    );
  });

  it('takes other attributes', async () => {
    const world = await invited();
    await world.ok('RespondToAuthChallenge', answer(await challenged(world), { 'userAttributes.nickname': 'An' }));
    expect(await world.ok('AdminGetUser', { UserPoolId: poolId, Username: email })).toMatchObject({
      UserStatus: 'CONFIRMED',
      UserAttributes: expect.arrayContaining([{ Name: 'nickname', Value: 'An' }]),
    });
  });

  it.each(['USERNAME', 'NEW_PASSWORD'])('needs %s', async (name) => {
    const world = await invited();
    expect(await world.refusal('RespondToAuthChallenge', answer(await challenged(world), { [name]: undefined }))).toBe(
      `InvalidParameterException: Missing required parameter ${name}`,
    );
  });

  it('can be answered by an administrator', async () => {
    const world = await invited();
    const session = await challenged(world);
    expect(await world.ok('AdminRespondToAuthChallenge', { ...answer(session), UserPoolId: poolId })).toMatchObject({
      AuthenticationResult: { TokenType: 'Bearer' },
    });
  });
});

async function signInWith(world: UserPoolWorld, password: string): Promise<void> {
  expect(await world.ok('InitiateAuth', passwordSignIn(email, password))).toMatchObject({
    AuthenticationResult: { TokenType: 'Bearer' },
  });
}

it('signs in like anybody else afterwards', async () => {
  const world = await invited();
  await world.ok('AdminSetUserPassword', {
    UserPoolId: poolId,
    Username: email,
    Password: 'Passw0rd!',
    Permanent: true,
  });
  expect((await signIn(world)).ExpiresIn).toBe(3600);
});
