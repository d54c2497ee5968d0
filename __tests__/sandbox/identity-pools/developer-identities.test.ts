import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenForDeveloperIdentityCommand as VouchCommand,
} from '@aws-sdk/client-cognito-identity';
import { decodeJwt } from 'jose';
import { roleSession } from '../../../sandbox/credentials/role-session';
import { accountId, atEnd, region, roleNamed, trustLambda } from '../support/runtime-fixture';
import {
  forge,
  identityPoolId as IdentityPoolId,
  otherIdentityPoolId,
  provider,
  startIdentityPools,
  type IdentityWorld,
} from '../support/identity-pool-fixture';

const developer = 'login.pets';
const key = 'cognito-identity.amazonaws.com';
let world: IdentityWorld;
beforeEach(async () => {
  world = await startIdentityPools({ pool: { developerProviderName: developer } });
});

/** The client follows the server's date header, which is of another time than the world's clock. */
function vouch(user: string, input: object = {}) {
  world.backend.config.systemClockOffset = world.users.clock.now() - Date.now();
  return world.backend.send(new VouchCommand({ IdentityPoolId, Logins: { [developer]: user }, ...input }));
}
const credentialsOf = (IdentityId: string | undefined, token: string | undefined) =>
  world.client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: { [key]: token ?? '' } }));

it('a user for whom a backend vouches gets credentials, and the same identity each time', async () => {
  const { IdentityId, Token = '' } = await vouch('ann');
  expect(decodeJwt(Token)).toMatchObject({
    sub: IdentityId,
    aud: IdentityPoolId,
    amr: ['authenticated', developer, `${developer}:${IdentityPoolId}:ann`],
  });
  const { iat = 0, exp = 0 } = decodeJwt(Token);
  expect(exp - iat).toBe(900);
  const { Credentials } = await credentialsOf(IdentityId, Token);
  expect(world.callerOf(Credentials?.AccessKeyId)?.cognito).toEqual({
    identityId: IdentityId,
    identityPoolId: IdentityPoolId,
    authenticationType: 'authenticated',
    authenticationProvider: `${developer},${developer}:${IdentityPoolId}:ann`,
  });
  expect((await vouch('ann')).IdentityId).toBe(IdentityId);
  expect((await vouch('joe')).IdentityId).not.toBe(IdentityId);
  await expect(
    world.client.send(new GetIdCommand({ IdentityPoolId, Logins: { [key]: Token } })),
  ).resolves.toMatchObject({
    IdentityId,
  });
});

it('a token is good for as long as asked, at most a day', async () => {
  const { IdentityId, Token = '' } = await vouch('ann', { TokenDuration: 60 });
  const { iat = 0, exp = 0 } = decodeJwt(Token);
  expect(exp - iat).toBe(60);
  world.users.clock.advance(60);
  await expect(credentialsOf(IdentityId, Token)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Invalid login token. Token is expired.',
  });
});

it('nobody is vouched for whose name would be a login of another provider, too', async () => {
  await expect(vouch(`ann,${provider}`)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Invalid login token. The subject is not accepted.',
  });
});

it('nobody gets the identity of another user', async () => {
  const ann = await vouch('ann');
  const joe = await vouch('joe');
  const notAuthorized = { name: 'NotAuthorizedException' };
  await expect(credentialsOf(ann.IdentityId, joe.Token)).rejects.toMatchObject(notAuthorized);
  await expect(
    credentialsOf(joe.IdentityId, await forge(ann.Token ?? '', { sub: joe.IdentityId })),
  ).rejects.toMatchObject({
    ...notAuthorized,
    message: "Invalid login token. Couldn't verify signed token.",
  });
  await expect(vouch('ann', { IdentityId: joe.IdentityId })).rejects.toMatchObject({
    name: 'DeveloperUserAlreadyRegisteredException',
    message: 'The provided developer user identifier is already registered with Cognito under a different identity ID.',
  });
  const Logins = { [key]: ann.Token ?? '' };
  await expect(
    world.client.send(new GetIdCommand({ IdentityPoolId: otherIdentityPoolId, Logins })),
  ).rejects.toMatchObject(notAuthorized);
});

it('nobody vouches without a signature, or with credentials that may not', async () => {
  const Logins = { [developer]: 'ann' };
  await expect(world.client.send(new GetIdCommand({ IdentityPoolId, Logins }))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Token is not from a supported provider of this identity pool.',
  });
  const caller = roleSession({ role: roleNamed('other', trustLambda), sessionName: 'other', accountId });
  const { accessKeyId, secretAccessKey, sessionToken } = world.credentials.issueTemporary(caller, 900);
  const client = new CognitoIdentityClient({
    region,
    endpoint: `http://127.0.0.1:${world.port}`,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    systemClockOffset: world.users.clock.now() - Date.now(),
  });
  atEnd(() => client.destroy());
  await expect(client.send(new VouchCommand({ IdentityPoolId, Logins }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${caller.arn} is not authorized to perform: cognito-identity:GetOpenIdTokenForDeveloperIdentity on resource: arn:aws:cognito-identity:${region}:${accountId}:identitypool/${IdentityPoolId} because no identity-based policy allows the cognito-identity:GetOpenIdTokenForDeveloperIdentity action`,
  });
});

it.each([
  ['another provider', { Logins: { 'login.other': 'ann' } }, 'NotAuthorizedException'],
  ['longer than a day', { TokenDuration: 86_401 }, 'ValidationException'],
  ['principal tags', { PrincipalTags: { team: 'a' } }, 'InvalidParameterException'],
  [
    'an identity that is not there',
    { IdentityId: 'us-east-1:00000000-0000-0000-0000-000000000000' },
    'ResourceNotFoundException',
  ],
])('refused: %s', async (_name, input, name) => {
  await expect(vouch('ann', input)).rejects.toMatchObject({ name });
});
