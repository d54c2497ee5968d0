import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientId, lastCode, password, poolId, serve, startWorld } from '../support/user-pool-fixture';

describe('the AWS SDK', () => {
  const world = startWorld();
  let server: Awaited<ReturnType<typeof serve>>;
  let client: CognitoIdentityProviderClient;
  beforeAll(async () => {
    server = await serve(world);
    client = new CognitoIdentityProviderClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });
  const Username = 'anna@example.com';
  const signIn = (PASSWORD: string) =>
    client.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: Username, PASSWORD },
      }),
    );

  it('walks the whole way of a user', async () => {
    const signedUp = await client.send(new SignUpCommand({ ClientId: clientId, Username, Password: password }));
    expect(signedUp).toMatchObject({ UserConfirmed: false, CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } });
    await expect(signIn(password)).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    await client.send(new ConfirmSignUpCommand({ ClientId: clientId, Username, ConfirmationCode: lastCode(world) }));
    await expect(signIn('Wr0ng-one')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    const { AuthenticationResult } = await signIn(password);
    const AccessToken = AuthenticationResult?.AccessToken;
    expect(await client.send(new GetUserCommand({ AccessToken }))).toMatchObject({ Username: signedUp.UserSub });
    await client.send(new GlobalSignOutCommand({ AccessToken }));
    await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
  });

  it('reads times and lists', async () => {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
    expect(user.UserCreateDate).toEqual(new Date(world.clock.now()));
    const { Users } = await client.send(new ListUsersCommand({ UserPoolId: poolId, Filter: `email = "${Username}"` }));
    expect(Users).toHaveLength(1);
    await expect(client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: 'x' }))).rejects.toMatchObject({
      name: 'UserNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
