import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { forge, identityPoolId as IdentityPoolId, startIdentityPools } from '../support/identity-pool-fixture';
import { startOpenIdProvider, type TestOpenIdProvider } from '../support/open-id-provider';
import { accountId } from '../support/runtime-fixture';

const issuer = 'https://accounts.google.com';
const name = 'accounts.google.com';
let google: TestOpenIdProvider;
beforeAll(async () => {
  google = await startOpenIdProvider(issuer);
});
afterAll(() => google.stop());

async function start() {
  const world = await startIdentityPools({
    issuers: new Map([[issuer, google.url]]),
    pool: { loginProviders: { [name]: 'pets', 'www.amazon.com': 'pets' } },
  });
  const now = Math.floor(world.users.clock.now() / 1000);
  const token = (claims: object = {}, aud = 'pets') =>
    google.signIn(aud, 'ann', { iat: now, exp: now + 600, ...claims });
  const identify = (login: string, provider = name) =>
    world.client.send(new GetIdCommand({ IdentityPoolId, Logins: { [provider]: login } }));
  return { world, token, identify, now };
}

it('a token of a social provider is a login', async () => {
  const { world, token, identify } = await start();
  const login = await token();
  const { IdentityId } = await identify(login);
  const Logins = { [name]: login };
  const { Credentials } = await world.client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  const caller = world.callerOf(Credentials?.AccessKeyId);
  expect(caller?.arn).toBe(`arn:aws:sts::${accountId}:assumed-role/authenticated/CognitoIdentityCredentials`);
  expect(caller?.cognito?.authenticationProvider).toMatch(/^accounts\.google\.com,accounts\.google\.com:OIDC:ann$/);
});

it('five minutes past its end a token is refused, and not before', async () => {
  const { token, identify, now } = await start();
  await expect(identify(await token({ exp: now - 299 }))).resolves.toBeDefined();
  await expect(identify(await token({ exp: now - 300 }))).rejects.toMatchObject({
    message: 'Invalid login token. Token is expired.',
  });
});

it.each<readonly [string, object, string | undefined, string]>([
  ['another application', {}, 'other', 'Token is not from a supported provider of this identity pool.'],
  ['another party', { azp: 'other' }, undefined, 'Token is not from a supported provider of this identity pool.'],
  [
    'two applications',
    { aud: ['pets', 'x'] },
    undefined,
    'Token is not from a supported provider of this identity pool.',
  ],
  [
    'another issuer',
    { iss: 'https://evil.example' },
    undefined,
    "Invalid login token. Issuer doesn't match providerName",
  ],
  [
    'somebody whose name would be a login of another provider, too',
    { sub: 'ann,graph.facebook.com' },
    undefined,
    'Invalid login token. The subject is not accepted.',
  ],
])('refused: a token of %s', async (...[, claims, aud, message]) => {
  const { token, identify } = await start();
  await expect(identify(await token(claims, aud))).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
});

it('refused: a forged token, one of another provider, and one under a name that the pool does not have', async () => {
  const { token, identify } = await start();
  const login = await token();
  const refused = { name: 'NotAuthorizedException' };
  await expect(identify(await forge(login))).rejects.toMatchObject({
    ...refused,
    message: "Invalid login token. Couldn't verify signed token.",
  });
  await expect(identify(login, 'www.amazon.com')).rejects.toMatchObject(refused);
  await expect(identify(login, 'appleid.apple.com')).rejects.toMatchObject(refused);
});
