import fc from 'fast-check';
import type { UserPool } from '../../../blueprint/model/user-pools';
import { oneTimeCode, wrongOneTimeCode } from '../support/one-time-code';
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
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const named = { UserPoolId: poolId, Username: email };
const mfa = (mode: UserPool['mfa']['mode'], softwareToken = mode !== 'OFF'): UserPool =>
  aPool({ mfa: { mode, softwareToken }, clients: [aClient(), aClient({ id: 'client2' })] });

const codeMismatch = 'CodeMismatchException: Invalid code or auth state for the user.';
const used = 'ExpiredCodeException: Your software token has already been used once.';
const locked = 'NotAuthorizedException: Password attempts exceeded';
const badSession = 'NotAuthorizedException: Invalid session for the user.';
const notOfPool = 'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool';

const now = (world: UserPoolWorld, ahead: number, secret: string): string =>
  oneTimeCode(secret, world.clock.now(), ahead);

/** Asks for the first challenge. */
async function begin(world: UserPoolWorld, name = email): Promise<string> {
  const answer = await world.ok('InitiateAuth', passwordSignIn(name, password));
  expect(answer['AuthenticationResult']).toBeUndefined();
  return String(answer['Session']);
}

const answer = (Session: string, SOFTWARE_TOKEN_MFA_CODE: string, more: object = {}) => ({
  ClientId: clientId,
  ChallengeName: 'SOFTWARE_TOKEN_MFA',
  Session,
  ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE },
  ...more,
});

/** A confirmed user with an app; resolves to its secret, some steps after its first code. */
async function withApp(world: UserPoolWorld, name = email): Promise<string> {
  await confirmedUser(world, name);
  const { AccessToken } = await signIn(world, name);
  const { SecretCode } = await world.ok('AssociateSoftwareToken', { AccessToken });
  const secret = String(SecretCode);
  expect(await world.ok('VerifySoftwareToken', { AccessToken, UserCode: now(world, 0, secret) })).toEqual({
    Status: 'SUCCESS',
  });
  await world.ok('SetUserMFAPreference', {
    AccessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  world.clock.advance(90);
  return secret;
}

describe('a pool with MFA off', () => {
  it('asks nobody for a code, and sets no app up', async () => {
    const world = startWorld([mfa('OFF')]);
    await confirmedUser(world);
    const { AccessToken } = await signIn(world);
    expect(await world.refusal('AssociateSoftwareToken', { AccessToken })).toBe(notOfPool);
    expect(await world.refusal('VerifySoftwareToken', { AccessToken, UserCode: '000000' })).toBe(notOfPool);
    expect(await world.ok('GetUserPoolMfaConfig', { UserPoolId: poolId })).toEqual({ MfaConfiguration: 'OFF' });
  });
});

describe('a pool with optional MFA', () => {
  it('asks for a code once the user wants to be asked, and says so', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    await confirmedUser(world);
    const { AccessToken } = await signIn(world);
    const prefer = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
    expect(await world.refusal('SetUserMFAPreference', prefer)).toBe(
      'InvalidParameterException: User has not verified software token mfa',
    );
    const secret = String((await world.ok('AssociateSoftwareToken', { AccessToken }))['SecretCode']);
    expect(secret).toMatch(/^[A-Z2-7]{52}$/);
    expect(await world.refusal('SetUserMFAPreference', prefer)).toContain('has not verified');
    await world.ok('VerifySoftwareToken', { AccessToken, UserCode: now(world, 0, secret) });
    await signIn(world);
    expect(await world.ok('GetUser', { AccessToken })).not.toHaveProperty('UserMFASettingList');
    await world.ok('SetUserMFAPreference', prefer);
    const told = { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'], PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' };
    expect(await world.ok('GetUser', { AccessToken })).toMatchObject(told);
    expect(await world.ok('AdminGetUser', named)).toMatchObject(told);
    world.clock.advance(30);
    const challenge = await world.ok('InitiateAuth', passwordSignIn(email, password));
    expect(challenge).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: expect.stringMatching(/.{20}/) });
    const code = now(world, 0, secret);
    expect(await world.ok('RespondToAuthChallenge', answer(String(challenge['Session']), code))).toMatchObject({
      ChallengeParameters: {},
      AuthenticationResult: { TokenType: 'Bearer', RefreshToken: expect.any(String) },
    });
  });

  it('asks no more once the user, or an administrator, turns it off', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    await withApp(world);
    await begin(world);
    await world.ok('AdminSetUserMFAPreference', { ...named, SoftwareTokenMfaSettings: { Enabled: false } });
    await signIn(world);
    await world.ok('AdminSetUserMFAPreference', { ...named, SoftwareTokenMfaSettings: { Enabled: true } });
    await begin(world);
  });

  it('refuses second factors that it does not model', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    await confirmedUser(world);
    const { AccessToken } = await signIn(world);
    for (const factor of ['SMSMfaSettings', 'EmailMfaSettings', 'WebAuthnMfaSettings']) {
      expect(await world.refusal('SetUserMFAPreference', { AccessToken, [factor]: { Enabled: true } })).toBe(
        `InvalidParameterException: ${factor} is not supported by the sandbox.`,
      );
    }
  });

  it('keeps the app before until a code of the new one is given', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    const old = await withApp(world);
    const session = await begin(world);
    const { AuthenticationResult } = await world.ok('RespondToAuthChallenge', answer(session, now(world, 0, old)));
    const { AccessToken } = AuthenticationResult as { AccessToken: string };
    const next = String((await world.ok('AssociateSoftwareToken', { AccessToken }))['SecretCode']);
    world.clock.advance(60);
    expect(await world.refusal('RespondToAuthChallenge', answer(await begin(world), now(world, 0, next)))).toBe(
      codeMismatch,
    );
    await world.ok('RespondToAuthChallenge', answer(await begin(world), now(world, 0, old)));
    await world.ok('VerifySoftwareToken', { AccessToken, UserCode: now(world, 0, next) });
    world.clock.advance(60);
    expect(await world.refusal('RespondToAuthChallenge', answer(await begin(world), now(world, 0, old)))).toBe(
      codeMismatch,
    );
    await world.ok('RespondToAuthChallenge', answer(await begin(world), now(world, 0, next)));
  });
});

describe('a pool that requires MFA', () => {
  const setUp = (Session: string, more: object = {}) => ({
    ClientId: clientId,
    ChallengeName: 'MFA_SETUP',
    Session,
    ChallengeResponses: { USERNAME: email },
    ...more,
  });

  it('gives tokens only after an app was set up, by steps that each count once', async () => {
    const world = startWorld([mfa('ON')]);
    await confirmedUser(world);
    const challenge = await world.ok('InitiateAuth', passwordSignIn(email, password));
    expect(challenge).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    const first = String(challenge['Session']);
    expect(await world.refusal('RespondToAuthChallenge', setUp(first))).toBe(badSession);
    const unasked = await world.refusal('VerifySoftwareToken', { Session: first, UserCode: '000000' });
    expect(unasked).toContain('SoftwareTokenMFANotFoundException');
    const associated = await world.ok('AssociateSoftwareToken', { Session: first });
    const [secret, second] = [String(associated['SecretCode']), String(associated['Session'])];
    expect(await world.refusal('AssociateSoftwareToken', { Session: first })).toBe(badSession);
    expect(await world.refusal('RespondToAuthChallenge', setUp(second))).toBe(badSession);
    const wrong = { Session: second, UserCode: wrongOneTimeCode(secret, world.clock.now()) };
    expect(await world.refusal('VerifySoftwareToken', wrong)).toBe('EnableSoftwareTokenMFAException: Code mismatch');
    const verified = await world.ok('VerifySoftwareToken', { Session: second, UserCode: now(world, 0, secret) });
    expect(verified['Status']).toBe('SUCCESS');
    const third = String(verified['Session']);
    expect(await world.refusal('VerifySoftwareToken', { Session: second, UserCode: now(world, 1, secret) })).toBe(
      badSession,
    );
    expect(await world.refusal('RespondToAuthChallenge', setUp(third, { ClientId: 'client2' }))).toBe(badSession);
    expect(await world.ok('RespondToAuthChallenge', setUp(third))).toHaveProperty('AuthenticationResult');
    expect(await world.refusal('RespondToAuthChallenge', setUp(third))).toBe(badSession);
    // The code of the set-up was a code: it signs nobody in again.
    expect(await world.refusal('RespondToAuthChallenge', answer(await begin(world), now(world, 0, secret)))).toBe(used);
    world.clock.advance(30);
    await world.ok('RespondToAuthChallenge', answer(await begin(world), now(world, 0, secret)));
  });

  it('asks for the app after a new password, too', async () => {
    const world = startWorld([mfa('ON')]);
    await world.ok('AdminCreateUser', { ...named, TemporaryPassword: 'Temp0rary!' });
    const { Session } = await world.ok('InitiateAuth', passwordSignIn(email, 'Temp0rary!'));
    const next = await world.ok('RespondToAuthChallenge', {
      ClientId: clientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
    });
    expect(next).toMatchObject({ ChallengeName: 'MFA_SETUP' });
    expect(next).not.toHaveProperty('AuthenticationResult');
  });

  it('asks whatever the user prefers', async () => {
    const world = startWorld([mfa('ON')]);
    await confirmedUser(world);
    const { Session } = await world.ok('InitiateAuth', passwordSignIn(email, password));
    const associated = await world.ok('AssociateSoftwareToken', { Session });
    const UserCode = now(world, 0, String(associated['SecretCode']));
    await world.ok('VerifySoftwareToken', { Session: associated['Session'], UserCode });
    await world.ok('AdminSetUserMFAPreference', { ...named, SoftwareTokenMfaSettings: { Enabled: false } });
    const again = await world.ok('InitiateAuth', passwordSignIn(email, password));
    expect(again['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
  });
});

describe('a one-time code', () => {
  const worldWithApp = async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    return { world, secret: await withApp(world) };
  };

  it('never works twice, whatever the order in which codes are given', async () => {
    const { world, secret } = await worldWithApp();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 2, maxLength: 6 }), async (steps) => {
        world.clock.advance(20_000);
        const taken: number[] = [];
        for (const step of steps) {
          const { status } = await world.call(
            'RespondToAuthChallenge',
            answer(await begin(world), now(world, step, secret)),
          );
          expect(status === 200).toBe(taken.every((before) => step > before));
          if (status === 200) taken.push(step);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('that is random never works', async () => {
    const { world, secret } = await worldWithApp();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 }),
        async (code) => {
          world.clock.advance(20_000);
          fc.pre(![-1, 0, 1].some((ahead) => now(world, ahead, secret) === code));
          expect(await world.refusal('RespondToAuthChallenge', answer(await begin(world), code))).toBe(codeMismatch);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('of another user does not do', async () => {
    const { world, secret } = await worldWithApp();
    const other = await withApp(world, 'ben@example.com');
    const session = await begin(world);
    expect(await world.refusal('RespondToAuthChallenge', answer(session, now(world, 0, other)))).toBe(codeMismatch);
    const asBen = {
      ChallengeResponses: { USERNAME: 'ben@example.com', SOFTWARE_TOKEN_MFA_CODE: now(world, 0, secret) },
    };
    expect(await world.refusal('RespondToAuthChallenge', answer(session, '', asBen))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
  });

  it('may be mistyped in a session, and right once', async () => {
    const { world, secret } = await worldWithApp();
    const session = await begin(world);
    const wrong = wrongOneTimeCode(secret, world.clock.now());
    expect(await world.refusal('RespondToAuthChallenge', answer(session, wrong))).toBe(codeMismatch);
    await world.ok('RespondToAuthChallenge', answer(session, now(world, 0, secret)));
    world.clock.advance(30);
    expect(await world.refusal('RespondToAuthChallenge', answer(session, now(world, 0, secret)))).toBe(badSession);
  });

  it.each(
    (
      [
        ['another client', async () => undefined, { ClientId: 'client2' }, badSession],
        [
          'the time of a session',
          async (world: UserPoolWorld) => world.clock.advance(180),
          {},
          'NotAuthorizedException: Invalid session for the user, session is expired.',
        ],
        [
          'another password',
          async (world: UserPoolWorld) =>
            world.ok('AdminSetUserPassword', { ...named, Password: 'N3w-word!', Permanent: true }),
          {},
          badSession,
        ],
        ['a disabled user', async (world: UserPoolWorld) => world.ok('AdminDisableUser', named), {}, badSession],
        ['a deleted user', async (world: UserPoolWorld) => world.ok('AdminDeleteUser', named), {}, badSession],
        ['another challenge', async () => undefined, { ChallengeName: 'MFA_SETUP' }, badSession],
        [
          'no session',
          async () => undefined,
          { Session: undefined },
          'InvalidParameterException: Missing required parameter Session',
        ],
      ] as const
    ).map(([title, meanwhile, more, refusal]) => ({ title, meanwhile, more, refusal })),
  )('is not taken with $title', async ({ meanwhile, more, refusal }) => {
    const { world, secret } = await worldWithApp();
    const session = await begin(world);
    await meanwhile(world);
    const given = { ...answer(session, now(world, 0, secret)), ...more };
    expect(await world.refusal('RespondToAuthChallenge', given)).toBe(refusal);
  });
});

describe('guessing one-time codes', () => {
  it('locks after five, however often the password is proven in between', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    const secret = await withApp(world);
    const wrong = wrongOneTimeCode(secret, world.clock.now());
    for (let time = 0; time < 5; time++) {
      expect(await world.refusal('RespondToAuthChallenge', answer(await begin(world), wrong))).toBe(codeMismatch);
    }
    const right = answer(await begin(world), now(world, 0, secret));
    expect(await world.refusal('RespondToAuthChallenge', right)).toBe(locked);
    world.clock.advance(1);
    await world.ok('RespondToAuthChallenge', right);
  });

  it('locks in the set-up as well', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    await confirmedUser(world);
    const { AccessToken } = await signIn(world);
    const secret = String((await world.ok('AssociateSoftwareToken', { AccessToken }))['SecretCode']);
    const wrong = { AccessToken, UserCode: wrongOneTimeCode(secret, world.clock.now()) };
    for (let time = 0; time < 5; time++) {
      expect(await world.refusal('VerifySoftwareToken', wrong)).toBe('EnableSoftwareTokenMFAException: Code mismatch');
    }
    expect(await world.refusal('VerifySoftwareToken', { AccessToken, UserCode: now(world, 0, secret) })).toBe(locked);
  });
});

describe('what is given', () => {
  const both = 'InvalidParameterException: Exactly one of AccessToken and Session must be given.';

  it('is an access token or a session', async () => {
    const world = startWorld([mfa('OPTIONAL')]);
    await confirmedUser(world);
    const { AccessToken } = await signIn(world);
    const Session = 'x'.repeat(20);
    for (const given of [{}, { AccessToken, Session }]) {
      expect(await world.refusal('AssociateSoftwareToken', given)).toBe(both);
      expect(await world.refusal('VerifySoftwareToken', { ...given, UserCode: '000000' })).toBe(both);
    }
    expect(await world.refusal('AssociateSoftwareToken', { Session })).toBe(badSession);
    expect(await world.refusal('VerifySoftwareToken', { AccessToken, UserCode: '000000' })).toContain(
      'SoftwareTokenMFANotFoundException',
    );
  });
});
