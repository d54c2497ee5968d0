import fc from 'fast-check';
import type { UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import {
  aClient,
  aPool,
  clientId,
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
const nobody = 'nobody@example.com';
const named = { UserPoolId: poolId, Username: email };
const newPassword = 'N3w-word!';

const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.';
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.';
const limit = 'LimitExceededException: Attempt limit exceeded, please try after some time.';
const wrongPassword = 'NotAuthorizedException: Incorrect username or password.';

const forgot = (Username = email, client = clientId) => ({ ClientId: client, Username });
const confirm = (ConfirmationCode: string, changes: object = {}) => ({
  ClientId: clientId,
  Username: email,
  ConfirmationCode,
  Password: newPassword,
  ...changes,
});
const wrongCode = (code: string) => (code === '000000' ? '111111' : '000000');
const world = (pool: Partial<UserPool> = {}, client: Partial<UserPoolClient> = {}) =>
  startWorld([aPool({ clients: [aClient(client)], ...pool })]);

async function withCode(pool: Partial<UserPool> = {}): Promise<{ running: UserPoolWorld; code: string }> {
  const running = world(pool);
  await confirmedUser(running);
  await running.ok('ForgotPassword', forgot());
  return { running, code: lastCode(running) };
}

describe('a forgotten password', () => {
  it('is replaced with the code that was sent to the verified address', async () => {
    const running = world();
    await confirmedUser(running);
    expect(await running.ok('ForgotPassword', forgot())).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    expect(running.pools.mailbox().at(-1)).toMatchObject({ kind: 'password-reset-code', destination: email });
    expect(await running.ok('ConfirmForgotPassword', confirm(lastCode(running)))).toEqual({});
    expect(await running.refusal('InitiateAuth', passwordSignIn(email, password))).toBe(wrongPassword);
    await running.ok('InitiateAuth', passwordSignIn(email, newPassword));
  });

  it('is not replaced twice with one code', async () => {
    const { running, code } = await withCode();
    await running.ok('ConfirmForgotPassword', confirm(code));
    expect(await running.refusal('ConfirmForgotPassword', confirm(code))).toBe(expired);
  });

  it('is not replaced with a random code', async () => {
    const { running, code } = await withCode();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 8 }), async (guess) => {
        fc.pre(guess !== code && /^\S+$/.test(guess));
        running.clock.advance(1);
        const refusal = await running.refusal('ConfirmForgotPassword', confirm(guess));
        expect([mismatch, limit]).toContain(refusal);
      }),
      { numRuns: 30 },
    );
  });

  it.each(
    (
      [
        ['a wrong code', async () => undefined, wrongCode, {}, mismatch],
        ['a code of an hour ago', async (w: UserPoolWorld) => w.clock.advance(3600), (c: string) => c, {}, expired],
        [
          'a code that was replaced',
          async (w: UserPoolWorld) => w.ok('ForgotPassword', forgot()),
          (c: string) => c,
          {},
          mismatch,
        ],
        [
          'a weak password',
          async () => undefined,
          (c: string) => c,
          { Password: 'short' },
          'InvalidPasswordException: Password does not conform to policy: Password not long enough',
        ],
        [
          'the user disabled meanwhile',
          async (w: UserPoolWorld) => w.ok('AdminDisableUser', named),
          (c: string) => c,
          {},
          mismatch,
        ],
        [
          'the address unverified meanwhile',
          async (w: UserPoolWorld) =>
            w.ok('AdminUpdateUserAttributes', {
              ...named,
              UserAttributes: [{ Name: 'email_verified', Value: 'false' }],
            }),
          (c: string) => c,
          {},
          mismatch,
        ],
        [
          'the user deleted meanwhile',
          async (w: UserPoolWorld) => w.ok('AdminDeleteUser', named),
          (c: string) => c,
          {},
          expired,
        ],
      ] as const
    ).map(([title, meanwhile, given, changes, refusal]) => ({ title, meanwhile, given, changes, refusal })),
  )('is not replaced with $title', async ({ meanwhile, given, changes, refusal }) => {
    const { running, code } = await withCode();
    await meanwhile(running);
    expect(await running.refusal('ConfirmForgotPassword', confirm(given(code), changes))).toBe(refusal);
  });

  it('is not replaced with the code of a sign-up, nor a sign-up confirmed with one for a password', async () => {
    const running = world();
    await running.ok('SignUp', { ...forgot(), Password: password });
    const ofSignUp = lastCode(running);
    expect(await running.refusal('ConfirmForgotPassword', confirm(ofSignUp))).toBe(expired);
    await running.ok('ConfirmSignUp', { ...forgot(), ConfirmationCode: ofSignUp });
    await running.ok('ForgotPassword', forgot());
    expect(await running.refusal('ConfirmForgotPassword', confirm(ofSignUp))).toBe(mismatch);
  });

  it('is guessed five times an hour, whatever new codes are asked for', async () => {
    const { running, code } = await withCode();
    for (let time = 0; time < 5; time++) {
      expect(await running.refusal('ConfirmForgotPassword', confirm(wrongCode(code)))).toBe(mismatch);
    }
    await running.ok('ForgotPassword', forgot());
    expect(await running.refusal('ConfirmForgotPassword', confirm(lastCode(running)))).toBe(limit);
    for (let time = 0; time < 3; time++) await running.ok('ForgotPassword', forgot());
    expect(await running.refusal('ForgotPassword', forgot())).toBe(limit);
  });

  it('does not get past a second factor', async () => {
    const running = world({ mfa: { mode: 'ON', softwareToken: true } });
    await confirmedUser(running);
    await running.ok('ForgotPassword', forgot());
    await running.ok('ConfirmForgotPassword', confirm(lastCode(running)));
    expect(await running.ok('InitiateAuth', passwordSignIn(email, newPassword))).toMatchObject({
      ChallengeName: 'MFA_SETUP',
    });
  });
});

describe('who may recover', () => {
  const attributes = (...pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([Name, Value]) => ({ Name, Value }));
  const both = attributes(
    ['phone_number', '+15550001234'],
    ['phone_number_verified', 'true'],
    ['email', email],
    ['email_verified', 'true'],
  );
  const noAddress =
    'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number';

  it.each([
    [[], 'SMS', '+*******1234'],
    [['verified_email', 'verified_phone_number'], 'EMAIL', 'a***@e***'],
    [['verified_phone_number', 'verified_email'], 'SMS', '+*******1234'],
  ] as const)('the mechanisms %j are tried in order', async (recovery, DeliveryMedium, Destination) => {
    const running = world({ recovery });
    await confirmedUser(running);
    await running.ok('AdminUpdateUserAttributes', { ...named, UserAttributes: both });
    expect(await running.ok('ForgotPassword', forgot())).toMatchObject({
      CodeDeliveryDetails: { DeliveryMedium, Destination },
    });
  });

  it.each(
    (
      [
        [
          'is unknown',
          nobody,
          async () => undefined,
          'UserNotFoundException: Username/client id combination not found.',
        ],
        [
          'is disabled',
          email,
          async (w: UserPoolWorld) => w.ok('AdminDisableUser', named),
          'NotAuthorizedException: User is disabled.',
        ],
        [
          'has a temporary password',
          email,
          async (w: UserPoolWorld) => w.ok('AdminSetUserPassword', { ...named, Password: newPassword }),
          'NotAuthorizedException: User password cannot be reset in the current state.',
        ],
        [
          'has no verified address',
          email,
          async (w: UserPoolWorld) =>
            w.ok('AdminUpdateUserAttributes', { ...named, UserAttributes: attributes(['email_verified', 'false']) }),
          noAddress,
        ],
        [
          'has an address that the pool does not recover by',
          email,
          async (w: UserPoolWorld) => {
            await w.ok('AdminUpdateUserAttributes', {
              ...named,
              UserAttributes: attributes(
                ['email_verified', 'false'],
                ['phone_number', '+15550001234'],
                ['phone_number_verified', 'true'],
              ),
            });
          },
          noAddress,
        ],
      ] as const
    ).map(([title, name, change, refusal]) => ({ title, name, change, refusal })),
  )(
    'who $title is told only where the client does not hide it, and gets no code',
    async ({ name, change, refusal }) => {
      const running = world({
        recovery: ['verified_email'],
        clients: [aClient(), aClient({ id: 'legacy', hidesUserExistence: false })],
      });
      await confirmedUser(running);
      await change(running);
      const sent = running.pools.mailbox().length;
      expect(await running.refusal('ForgotPassword', forgot(name, 'legacy'))).toBe(refusal);
      expect(await running.ok('ForgotPassword', forgot(name))).toEqual({
        CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${name[0]}***@e***` },
      });
      expect(running.pools.mailbox()).toHaveLength(sent);
      expect(await running.refusal('ConfirmForgotPassword', confirm('123456', { Username: name }))).toBe(mismatch);
    },
  );

  it('nobody may where administrators alone reset passwords; that is said of every name', async () => {
    const running = world({ recovery: ['admin_only'] });
    await confirmedUser(running);
    for (const name of [email, nobody]) {
      for (const [operation, input] of [
        ['ForgotPassword', forgot(name)],
        ['ConfirmForgotPassword', confirm('123456', { Username: name })],
      ] as const) {
        expect(await running.refusal(operation, input)).toBe(
          'NotAuthorizedException: Contact administrator to reset password.',
        );
      }
    }
  });
});

describe('AdminResetUserPassword', () => {
  const legacy = aClient({ id: 'legacy', hidesUserExistence: false });

  it('ends the password, and sends the code of a new one', async () => {
    const running = world({ clients: [aClient(), legacy] });
    await confirmedUser(running);
    await running.ok('AdminResetUserPassword', named);
    const code = lastCode(running);
    expect(await running.ok('AdminGetUser', named)).toMatchObject({ UserStatus: 'RESET_REQUIRED' });
    expect(await running.refusal('InitiateAuth', passwordSignIn(email, password))).toBe(wrongPassword);
    expect(await running.refusal('InitiateAuth', passwordSignIn(email, password, 'legacy'))).toBe(
      'PasswordResetRequiredException: Password reset required for the user',
    );
    expect(await running.refusal('InitiateAuth', passwordSignIn(email, 'Wr0ng-one', 'legacy'))).toBe(wrongPassword);
    await running.ok('ConfirmForgotPassword', confirm(code));
    await running.ok('InitiateAuth', passwordSignIn(email, newPassword));
  });

  it('is refused where no address is verified', async () => {
    const running = world();
    await running.ok('SignUp', { ...forgot(), Password: password });
    await running.ok('AdminConfirmSignUp', named);
    expect(await running.refusal('AdminResetUserPassword', named)).toContain('no registered/verified email');
    await signIn(running);
  });
});
