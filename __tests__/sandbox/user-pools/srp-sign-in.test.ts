import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import fc from 'fast-check';
import { claimSignature, prime } from '../../../sandbox/user-pools/srp';
import { srpClient, type SrpChallengeAnswer } from '../support/srp-client';
import {
  aClient,
  aPool,
  claimsOf,
  clientId,
  confirmedUser,
  password,
  poolId,
  serve,
  startWorld,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';

describe('SRP sign-in by amazon-cognito-identity-js', () => {
  let world: UserPoolWorld;
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    world = startWorld();
    server = await serve(world);
    await confirmedUser(world);
  });
  afterAll(() => server.close());

  const pool = () => new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint: server.url });
  const signIn = (Username: string, Password: string, newPassword?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const user = new CognitoUser({ Username, Pool: pool() });
      const callbacks = {
        onSuccess: (session: { getIdToken(): { getJwtToken(): string } }) =>
          resolve(session.getIdToken().getJwtToken()),
        onFailure: (error: Error) => reject(error),
      };
      user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
        ...callbacks,
        newPasswordRequired: (attributes: object, required: unknown) =>
          newPassword === undefined
            ? resolve(JSON.stringify({ attributes, required }))
            : user.completeNewPasswordChallenge(newPassword, {}, callbacks),
      });
    });

  it('signs a user up, confirms and signs in', async () => {
    const signedUp = await new Promise<string>((resolve, reject) =>
      pool().signUp('ben@example.com', password, [], [], (error, result) =>
        error ? reject(error) : resolve(result?.userSub ?? ''),
      ),
    );
    const code = world.pools.mailbox().at(-1)?.content ?? '';
    const user = new CognitoUser({ Username: 'ben@example.com', Pool: pool() });
    await new Promise((resolve, reject) =>
      user.confirmRegistration(code, false, (error, result) => (error ? reject(error) : resolve(result))),
    );
    expect(claimsOf(await signIn('ben@example.com', password))).toMatchObject({
      sub: signedUp,
      email: 'ben@example.com',
      email_verified: true,
    });
  });

  it('signs in again and again, so that no padding of a number is by luck', async () => {
    for (let time = 0; time < 8; time++) {
      expect(claimsOf(await signIn(email, password))['email']).toBe(email);
    }
  });

  it.each(['', 'passw0rd!', `${password} `, `${password}x`])('refuses the password %j', async (wrong) => {
    await expect(signIn(email, wrong)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it('changes a temporary password', async () => {
    await world.ok('AdminCreateUser', {
      UserPoolId: poolId,
      Username: 'cleo@example.com',
      TemporaryPassword: 'Temp0rary!',
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    });
    expect(JSON.parse(await signIn('cleo@example.com', 'Temp0rary!'))).toEqual({
      attributes: { email: 'cleo@example.com', email_verified: 'true' },
      required: [],
    });
    await expect(signIn('cleo@example.com', 'Temp0rary!', 'weak')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password does not conform to policy: Password not long enough',
    });
    expect(claimsOf(await signIn('cleo@example.com', 'Temp0rary!', 'Brand-new1')).email).toBe('cleo@example.com');
    expect(claimsOf(await signIn('cleo@example.com', 'Brand-new1')).email).toBe('cleo@example.com');
    await expect(signIn('cleo@example.com', 'Temp0rary!')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});

describe('the PASSWORD_VERIFIER challenge', () => {
  const other = aClient({ id: 'client2', hidesUserExistence: false });
  const setUp = async () => {
    const world = startWorld([aPool({ clients: [aClient(), other] })]);
    const sub = await confirmedUser(world);
    return { world, sub };
  };
  const incorrect = 'NotAuthorizedException: Incorrect username or password.';
  const respond = (answer: SrpChallengeAnswer, change: object = {}, client = clientId) => ({
    ChallengeName: 'PASSWORD_VERIFIER',
    ClientId: client,
    ChallengeResponses: { ...answer, ...change },
  });

  it('answers with the sub, and with no Session', async () => {
    const { world, sub } = await setUp();
    const { challenge } = await srpClient(world, email, { password });
    expect(challenge).toEqual({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: expect.stringMatching(/^[0-9a-f]{1,32}$/),
        SECRET_BLOCK: expect.stringMatching(/^[A-Za-z0-9+/=]{64}$/),
        SRP_B: expect.stringMatching(/^[0-9a-f]+$/),
        USERNAME: sub,
        USER_ID_FOR_SRP: sub,
      },
    });
  });

  it('takes the right answer once', async () => {
    const { world } = await setUp();
    const { answer } = await srpClient(world, email, { password });
    expect(await world.ok('RespondToAuthChallenge', respond(answer))).toMatchObject({
      ChallengeParameters: {},
      AuthenticationResult: { TokenType: 'Bearer', ExpiresIn: 3600 },
    });
    expect(await world.refusal('RespondToAuthChallenge', respond(answer))).toBe(incorrect);
  });

  it.each<[string, (answer: SrpChallengeAnswer) => object]>([
    ['signature', ({ PASSWORD_CLAIM_SIGNATURE }) => ({ PASSWORD_CLAIM_SIGNATURE: flip(PASSWORD_CLAIM_SIGNATURE) })],
    ['empty signature', () => ({ PASSWORD_CLAIM_SIGNATURE: '=' })],
    ['timestamp', () => ({ TIMESTAMP: 'Sat Nov 7 02:03:05 UTC 2026' })],
    ['secret block', ({ PASSWORD_CLAIM_SECRET_BLOCK: block }) => ({ PASSWORD_CLAIM_SECRET_BLOCK: flip(block) })],
    ['user', () => ({ USERNAME: 'somebody@example.com' })],
  ])('refuses another %s', async (_, change) => {
    const { world } = await setUp();
    const { answer } = await srpClient(world, email, { password });
    expect(await world.refusal('RespondToAuthChallenge', respond(answer, change(answer)))).toBe(incorrect);
  });

  it('refuses a secret block of another app client, though both are of one pool', async () => {
    const { world } = await setUp();
    const { answer } = await srpClient(world, email, { password });
    const { body, reason } = await world.call('RespondToAuthChallenge', respond(answer, {}, 'client2'));
    expect(body).toEqual({ __type: 'NotAuthorizedException', message: 'Incorrect username or password.' });
    expect(reason).toBe('The secret block was given to another app client.');
  });

  it('refuses a day with a leading zero, even signed', async () => {
    const { world } = await setUp();
    const padded = 'Sat Nov 07 02:03:04 UTC 2026';
    const { answer } = await srpClient(world, email, { password, timestamp: padded });
    expect(await world.refusal('RespondToAuthChallenge', respond(answer))).toBe(incorrect);
  });

  it('refuses an answer after the session of three minutes', async () => {
    const { world } = await setUp();
    const inTime = await srpClient(world, email, { password });
    const late = await srpClient(world, email, { password });
    world.clock.advance(179);
    await world.ok('RespondToAuthChallenge', respond(inTime.answer));
    world.clock.advance(1);
    expect(await world.refusal('RespondToAuthChallenge', respond(late.answer))).toBe(
      'NotAuthorizedException: Invalid session for the user, session is expired.',
    );
  });

  it('refuses an answer to a password that was changed meanwhile', async () => {
    const { world } = await setUp();
    const { answer } = await srpClient(world, email, { password });
    await world.ok('AdminSetUserPassword', {
      UserPoolId: poolId,
      Username: email,
      Password: 'An0ther-one',
      Permanent: true,
    });
    expect(await world.refusal('RespondToAuthChallenge', respond(answer))).toBe(incorrect);
  });

  it('never accepts another password', async () => {
    const { world } = await setUp();
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 30 }), async (wrong) => {
        fc.pre(wrong !== password);
        const { answer } = await srpClient(world, email, { password: wrong });
        expect(await world.refusal('RespondToAuthChallenge', respond(answer))).toBe(incorrect);
        world.clock.advance(1801);
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['0', '0'],
    ['N', prime.toString(16)],
    ['2N', (2n * prime).toString(16)],
    ['no number', 'xyz'],
    ['an endless number', 'f'.repeat(1025)],
  ])('refuses SRP_A = %s', async (_, SRP_A) => {
    const { world } = await setUp();
    expect(
      await world.refusal('InitiateAuth', {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: email, SRP_A },
      }),
    ).toBe('InvalidParameterException: SRP_A is invalid.');
  });

  it('plays along for users who do not exist, with the same salt each time, and refuses any answer', async () => {
    const { world } = await setUp();
    const nobody = 'nobody@example.com';
    const first = await srpClient(world, nobody, { password });
    const second = await srpClient(world, nobody.toUpperCase(), { password });
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(first.challenge.ChallengeParameters.USER_ID_FOR_SRP).toMatch(uuid);
    for (const name of ['SALT', 'USERNAME', 'USER_ID_FOR_SRP'] as const) {
      expect(second.challenge.ChallengeParameters[name]).toBe(first.challenge.ChallengeParameters[name]);
    }
    expect(await world.refusal('RespondToAuthChallenge', respond(first.answer))).toBe(incorrect);
  });

  it('tells that there is no such user where the client does not hide it', async () => {
    const { world } = await setUp();
    const attempt = {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'client2',
      AuthParameters: { USERNAME: 'x@y', SRP_A: 'abc' },
    };
    expect(await world.refusal('InitiateAuth', attempt)).toBe('UserNotFoundException: User does not exist.');
  });

  it('refuses every answer while the name is locked, also the right one begun before', async () => {
    const { world } = await setUp();
    const begun = await srpClient(world, email, { password });
    for (let time = 0; time < 5; time++) {
      const { answer } = await srpClient(world, email, { password: 'Wr0ng-one' });
      await world.refusal('RespondToAuthChallenge', respond(answer));
    }
    expect(await world.refusal('RespondToAuthChallenge', respond(begun.answer))).toBe(
      'NotAuthorizedException: Password attempts exceeded',
    );
  });
});

it('signs what the claim says, so that no part of it may change', () => {
  const claim = { poolName: 'a', userId: 'b', secretBlock: Buffer.from('c'), timestamp: 'd' };
  const key = Buffer.alloc(16);
  const all = [
    claim,
    { ...claim, poolName: 'x' },
    { ...claim, userId: 'x' },
    { ...claim, secretBlock: Buffer.from('x') },
    { ...claim, timestamp: 'x' },
  ];
  expect(new Set(all.map((one) => claimSignature(key, one).toString('hex'))).size).toBe(all.length);
});

function flip(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8((bytes[0] ?? 0) ^ 1, 0);
  return bytes.toString('base64');
}
