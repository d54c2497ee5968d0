import type { TriggerKind, UserPool } from '../../../blueprint/model/user-pools';
import { functionNamed } from '../support/runtime-fixture';
import { oneTimeCode } from '../support/one-time-code';
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
  type Tokens,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const email = 'anna@example.com';
const anna = { UserPoolId: poolId, Username: email };
const badSession = 'NotAuthorizedException: Invalid session for the user.';

describe('who began to set up a second factor', () => {
  const required = aPool({ mfa: { mode: 'ON', softwareToken: true } });
  const begin = async (world: UserPoolWorld) =>
    String((await world.ok('InitiateAuth', passwordSignIn(email, password)))['Session']);
  const associate = async (world: UserPoolWorld, Session: string) => {
    const { SecretCode, Session: next } = await world.ok('AssociateSoftwareToken', { Session });
    return { secret: String(SecretCode), Session: String(next) };
  };
  const code = (world: UserPoolWorld, secret: string) => oneTimeCode(secret, world.clock.now(), 0);

  it('neither replaces nor asks for an app once another sign-in has set one up', async () => {
    const world = startWorld([required]);
    await confirmedUser(world);
    const thief = await associate(world, await begin(world));
    const early = await begin(world);
    const own = await associate(world, await begin(world));
    await world.ok('VerifySoftwareToken', { Session: own.Session, UserCode: code(world, own.secret) });
    const UserCode = code(world, thief.secret);
    expect(await world.refusal('VerifySoftwareToken', { Session: thief.Session, UserCode })).toBe(badSession);
    expect(await world.refusal('AssociateSoftwareToken', { Session: early })).toBe(badSession);
  });
});

describe('tokens that wait for a function', () => {
  const arn = functionNamed('hook', '/nowhere').arn;

  /** A pool whose function does something before it answers. */
  function meanwhile(kind: TriggerKind, changes: Partial<UserPool> = {}) {
    let work = (): Promise<unknown> => Promise.resolve();
    const permission = { stack: 'test', address: 'aws_lambda_permission.hook', action: 'lambda:InvokeFunction' };
    const world: UserPoolWorld = startWorld(
      [aPool({ triggers: [{ kind, functionArn: arn, version: 'V1_0' }], ...changes })],
      {
        functions: [
          {
            ...functionNamed('hook', '/nowhere'),
            permissions: [
              { ...permission, principal: 'cognito-idp.amazonaws.com', sourceArn: undefined, sourceAccount: undefined },
            ],
          },
        ],
        runtime: {
          invoke: async (_, event) => {
            await work();
            return { kind: 'returned', payload: event };
          },
          stop: async () => undefined,
        },
      },
    );
    return { world, when: (next: () => Promise<unknown>) => void (work = next) };
  }

  const disabled = 'NotAuthorizedException: User is disabled.';
  const deleted = 'UserNotFoundException: User does not exist.';

  it.each<readonly [kind: TriggerKind, operation: string, refusal: string]>([
    ['PostAuthentication', 'AdminDisableUser', disabled],
    ['PreTokenGeneration', 'AdminDisableUser', disabled],
    ['PostAuthentication', 'AdminDeleteUser', deleted],
    ['PreTokenGeneration', 'AdminDeleteUser', deleted],
  ])('are not given where %s sees %s', async (kind, operation, refusal) => {
    const { world, when } = meanwhile(kind);
    await confirmedUser(world);
    when(() => world.ok(operation, anna));
    expect(await world.refusal('InitiateAuth', passwordSignIn(email, password))).toBe(refusal);
  });

  it('are not given for a refresh token that is revoked meanwhile', async () => {
    const { world, when } = meanwhile('PreTokenGeneration');
    await confirmedUser(world);
    const { RefreshToken }: Tokens = await signIn(world);
    when(() => world.ok('RevokeToken', { Token: RefreshToken, ClientId: clientId }));
    const AuthParameters = { REFRESH_TOKEN: RefreshToken };
    const ask = { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: clientId, AuthParameters };
    expect(await world.refusal('InitiateAuth', ask)).toBe('NotAuthorizedException: Refresh Token has been revoked');
  });
});

test('a forgotten password confirms no account that waits to be confirmed', async () => {
  const world = startWorld();
  await world.ok('SignUp', { ClientId: clientId, Username: email, Password: password });
  const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
  await world.ok('AdminUpdateUserAttributes', { ...anna, UserAttributes });
  await world.ok('ForgotPassword', { ClientId: clientId, Username: email });
  const answer = { ClientId: clientId, Username: email, ConfirmationCode: lastCode(world), Password: 'An0ther!pw' };
  expect(await world.refusal('ConfirmForgotPassword', answer)).toBe(
    'UserNotConfirmedException: User is not confirmed.',
  );
  expect(await world.ok('AdminGetUser', anna)).toMatchObject({ UserStatus: 'UNCONFIRMED' });
});

test('no operation refreshes for a client that may not refresh', async () => {
  const world = startWorld([aPool({ clients: [aClient({ authFlows: new Set(['ALLOW_USER_PASSWORD_AUTH']) })] })]);
  await confirmedUser(world);
  const { RefreshToken }: Tokens = await signIn(world);
  expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken, ClientId: clientId })).toBe(
    'InvalidParameterException: Auth flow not enabled for this client',
  );
});

test('an empty value is none that the pool requires', async () => {
  const world = startWorld([aPool({ schema: [{ name: 'name', dataType: 'String', required: true, mutable: true }] })]);
  const request = { ClientId: clientId, Username: email, Password: password };
  expect(await world.refusal('SignUp', { ...request, UserAttributes: [{ Name: 'name', Value: '' }] })).toBe(
    'InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required',
  );
});
