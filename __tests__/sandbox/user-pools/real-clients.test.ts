import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import type { TerraformJson } from '../../support/synthesized-output';
import { password, startNotes, type NotesWorld } from '../notes/notes-world';
import { oneTimeCode } from '../support/one-time-code';

// Here the client is as it is, down to its arithmetic.
jest.unmock('amazon-cognito-identity-js/lib/BigInteger');

const username = 'anna@example.com';

/** The notes stack with second factors, rotation and password sign-in, as a person would edit it. */
const edit =
  (mode: 'ON' | 'OPTIONAL') =>
  ({ resource }: TerraformJson): void => {
    for (const pool of Object.values(resource['aws_cognito_user_pool'] ?? {})) {
      pool['mfa_configuration'] = mode;
      pool['software_token_mfa_configuration'] = { enabled: true };
    }
    for (const client of Object.values(resource['aws_cognito_user_pool_client'] ?? {})) {
      client['explicit_auth_flows'] = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];
      client['refresh_token_rotation'] = [{ feature: 'ENABLED', retry_grace_period_seconds: 0 }];
    }
  };

interface Mail {
  readonly destination: string;
  readonly kind: string;
  readonly content: string;
}

/** The latest code to an address, as a person finds it under `/_sandbox`. */
async function codeTo({ sandbox }: NotesWorld, destination: string): Promise<string> {
  const mails = (await (await fetch(`${sandbox.url}/_sandbox/codes`)).json()) as Mail[];
  return mails.findLast((mail) => mail.destination === destination)?.content ?? '';
}

const nowOf = ({ sandbox }: NotesWorld): number => Date.parse(sandbox.describe().time);

/** Somebody at `amazon-cognito-identity-js`. */
function person({ target }: NotesWorld): CognitoUser {
  const Pool = new CognitoUserPool({
    UserPoolId: target.userPoolId,
    ClientId: target.clientId,
    endpoint: target.endpoint,
  });
  return new CognitoUser({ Username: username, Pool });
}

type SignedIn =
  { readonly kind: 'signed-in'; readonly session: CognitoUserSession } | { readonly kind: 'totp' | 'mfa-setup' };

function signIn(user: CognitoUser, Password = password): Promise<SignedIn> {
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password }), {
      onSuccess: (session) => resolve({ kind: 'signed-in', session }),
      onFailure: reject,
      totpRequired: () => resolve({ kind: 'totp' }),
      mfaSetup: () => resolve({ kind: 'mfa-setup' }),
    });
  });
}

const associate = (user: CognitoUser): Promise<string> =>
  new Promise((resolve, reject) => {
    user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject });
  });

const verify = (user: CognitoUser, code: string): Promise<CognitoUserSession> =>
  new Promise((resolve, reject) => {
    user.verifySoftwareToken(code, 'phone', { onSuccess: resolve, onFailure: reject });
  });

const sendCode = (user: CognitoUser, code: string): Promise<CognitoUserSession> =>
  new Promise((resolve, reject) => {
    user.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, 'SOFTWARE_TOKEN_MFA');
  });

describe('amazon-cognito-identity-js', () => {
  let world: NotesWorld;
  beforeAll(async () => {
    world = await startNotes({ edit: edit('ON') });
  });
  afterAll(() => world.stop());

  it('signs up, sets an app up, signs in with its codes, and resets a forgotten password', async () => {
    await world.signUp(username);
    const confirmation = await codeTo(world, username);
    await new Promise((resolve, reject) => {
      person(world).confirmRegistration(confirmation, false, (error, done) => (error ? reject(error) : resolve(done)));
    });
    const first = person(world);
    expect(await signIn(first)).toEqual({ kind: 'mfa-setup' });
    const secret = await associate(first);
    const code = oneTimeCode(secret, nowOf(world));
    await verify(first, code);
    const second = person(world);
    expect(await signIn(second)).toEqual({ kind: 'totp' });
    await expect(sendCode(second, code)).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    });
    await world.moveClock(30);
    const session = await sendCode(second, oneTimeCode(secret, nowOf(world)));
    expect(session.getIdToken().payload).toMatchObject({ email: username, email_verified: true });
    await new Promise((resolve, reject) => {
      person(world).forgotPassword({ onSuccess: resolve, onFailure: reject, inputVerificationCode: resolve });
    });
    const reset = await codeTo(world, username);
    await new Promise<void>((resolve, reject) => {
      person(world).confirmPassword(reset, 'N3w-word!', { onSuccess: () => resolve(), onFailure: reject });
    });
    await expect(signIn(person(world))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(await signIn(person(world), 'N3w-word!')).toEqual({ kind: 'totp' });
  });
});

describe('the AWS SDK', () => {
  let world: NotesWorld;
  beforeAll(async () => {
    world = await startNotes({ edit: edit('OPTIONAL') });
  });
  afterAll(() => world.stop());

  it('turns a second factor on, changes an address once it is proven, and rotates refresh tokens', async () => {
    const { users, target } = world;
    const ClientId = target.clientId;
    await world.signIn(username);
    const begin = (USERNAME: string) =>
      users.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD: password },
        }),
      );
    const AccessToken = (await begin(username)).AuthenticationResult?.AccessToken;
    const { SecretCode = '' } = await users.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = oneTimeCode(SecretCode, nowOf(world));
    expect((await users.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))).Status).toBe('SUCCESS');
    const named = { UserPoolId: target.userPoolId, Username: username };
    await users.send(new AdminSetUserMFAPreferenceCommand({ ...named, SoftwareTokenMfaSettings: { Enabled: true } }));
    expect(await users.send(new GetUserPoolMfaConfigCommand({ UserPoolId: target.userPoolId }))).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });

    const UserAttributes = [{ Name: 'email', Value: 'anna@example.org' }];
    await users.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
    expect(JSON.stringify(await users.send(new GetUserCommand({ AccessToken })))).toContain(username);
    const AttributeName = 'email';
    await users.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName }));
    const Code = await codeTo(world, 'anna@example.org');
    await users.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }));

    await world.moveClock(30);
    const { ChallengeName, Session } = await begin('anna@example.org');
    const SOFTWARE_TOKEN_MFA_CODE = oneTimeCode(SecretCode, nowOf(world));
    const ChallengeResponses = { USERNAME: 'anna@example.org', SOFTWARE_TOKEN_MFA_CODE };
    const answered = await users.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
    );
    const RefreshToken = answered.AuthenticationResult?.RefreshToken;
    const renew = () => users.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    expect((await renew()).AuthenticationResult?.RefreshToken).not.toBe(RefreshToken);
    await expect(renew()).rejects.toMatchObject({ name: 'RefreshTokenReuseException' });
  });
});
