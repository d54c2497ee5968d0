import { operationTable } from '../../../sandbox/user-pools/operation-table';
import * as srp from '../../../sandbox/user-pools/srp';
import { srpClient } from '../support/srp-client';
import { aClient, aPool, clientId, confirmedUser, password, startWorld } from '../support/user-pool-fixture';

jest.mock('../../../sandbox/user-pools/srp', () => {
  const real = jest.requireActual<typeof srp>('../../../sandbox/user-pools/srp');
  return {
    ...real,
    makeVerifier: jest.fn(real.makeVerifier),
    serverPublic: jest.fn(real.serverPublic),
    sessionKey: jest.fn(real.sessionKey),
  };
});

/** The functions in which the work of a sign-in is: modular exponentiations, one or more a call. */
const work = () =>
  [srp.makeVerifier, srp.serverPublic, srp.sessionKey].map((done) => jest.mocked(done).mock.calls.length);

const somebody = 'anna@example.com';
const nobody = 'abel@example.com';
const wrong = 'Wr0ng-one';

/** What anybody may ask about a name, without having proven anything, and get wrong. */
const questions: Readonly<Record<string, (Username: string) => object>> = {
  InitiateAuth: (USERNAME) => ({
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: wrong },
  }),
  ResendConfirmationCode: (Username) => ({ ClientId: clientId, Username }),
  ForgotPassword: (Username) => ({ ClientId: clientId, Username }),
  ConfirmForgotPassword: (Username) => ({ ClientId: clientId, Username, ConfirmationCode: 'x', Password: password }),
};

/** These name nobody, ask for what was proven before, or tell on AWS as well who exists. */
const tellNothing = [
  'AssociateSoftwareToken',
  'ChangePassword',
  'DeleteUser',
  'DeleteUserAttributes',
  'GetTokensFromRefreshToken',
  'GetUser',
  'GetUserAttributeVerificationCode',
  'GlobalSignOut',
  'RespondToAuthChallenge',
  'RevokeToken',
  'SetUserMFAPreference',
  'UpdateUserAttributes',
  'VerifySoftwareToken',
  'VerifyUserAttribute',
];
const tellOnAws = ['SignUp', 'ConfirmSignUp'];

const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]))
    : String(value).replace(/[0-9a-zA-Z]+/g, (word) => (word.length > 8 ? 'long' : word));

async function world() {
  const started = startWorld([aPool({ mfa: { mode: 'ON', softwareToken: true }, clients: [aClient()] })]);
  await confirmedUser(started);
  return started;
}

it('knows all operations that anybody may call', () => {
  const open = Object.entries(operationTable).filter(([, { access }]) => access === 'anybody');
  expect(open.map(([name]) => name).sort()).toEqual([...Object.keys(questions), ...tellNothing, ...tellOnAws].sort());
});

describe('a client that hides who exists', () => {
  it.each(Object.entries(questions))(
    '%s answers alike, over and over, with the same work',
    async (operation, question) => {
      const started = await world();
      for (let time = 0; time < 8; time++) {
        const [about, without] = [somebody, nobody].map((name) => async () => {
          const before = work();
          const { status, body } = await started.call(operation, question(name));
          return { status, body, work: work().map((count, index) => count - (before[index] ?? 0)) };
        });
        expect(await without?.()).toEqual(await about?.());
      }
    },
  );

  it('answers ConfirmForgotPassword alike after a code was asked for', async () => {
    const started = await world();
    const refusals = [];
    for (const Username of [somebody, nobody]) {
      await started.ok('ForgotPassword', { ClientId: clientId, Username });
      const asked = { ClientId: clientId, Username, ConfirmationCode: 'x', Password: password };
      const own = [];
      for (let time = 0; time < 7; time++) own.push(await started.refusal('ConfirmForgotPassword', asked));
      refusals.push(own);
    }
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]?.[0]).toContain('CodeMismatchException');
  });

  it('simulates SRP: same members, a salt that stays, the same work, the same end', async () => {
    const started = await world();
    const seen = [];
    for (const name of [somebody, nobody]) {
      const before = work();
      const { challenge, answer } = await srpClient(started, name, { password: wrong });
      const again = await srpClient(started, name, { password: wrong });
      const salts = [challenge, again.challenge].map(({ ChallengeParameters }) => ChallengeParameters.SALT);
      expect(salts[0]).toBe(salts[1]);
      const refusal = await started.refusal('RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: answer,
      });
      const { SALT, USER_ID_FOR_SRP, ...rest } = challenge.ChallengeParameters;
      expect(SALT).toMatch(/^[0-9a-f]{24,32}$/);
      expect(USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      seen.push({
        refusal,
        members: Object.keys(rest),
        shape: shape({ ...challenge, ChallengeParameters: {} }),
        work: work().map((count, index) => count - (before[index] ?? 0)),
      });
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.work).toEqual([0, 2, 1]);
  });
});
