import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { decodeJwt } from 'jose';
import type { IdentityPoolServices } from '../../../sandbox/identity-pools/identity-pool-services';
import { IdentityStore } from '../../../sandbox/identity-pools/identity-store';
import { openSession } from '../../../sandbox/identity-pools/session';
import { ids } from '../support/runtime-fixture';
import {
  forge,
  foreign,
  identityPoolId,
  main,
  otherIdentityPoolId,
  provider,
  startIdentityPools,
  type IdentityWorld,
} from '../support/identity-pool-fixture';

const IdentityPoolId = identityPoolId;

interface Tokens {
  readonly IdToken: string;
  readonly AccessToken: string;
}

let world: IdentityWorld;
let jane: Tokens;
let janesId: string;

beforeAll(async () => {
  world = await startIdentityPools({ pool: { allowClassicFlow: true } });
  jane = await world.signIn('jane@example.com');
  const { IdentityId = '' } = await world.client.send(
    new GetIdCommand({ IdentityPoolId, Logins: { [provider]: jane.IdToken } }),
  );
  janesId = IdentityId;
});

const refused = (message: string) => ({ name: 'NotAuthorizedException', message, $metadata: { httpStatusCode: 400 } });
const doNotMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";

/** The three operations that take logins, for Jane's identity. */
const operations = (Logins: Record<string, string>) => [
  () => world.client.send(new GetIdCommand({ IdentityPoolId, Logins })),
  () => world.client.send(new GetCredentialsForIdentityCommand({ IdentityId: janesId, Logins })),
  () => world.client.send(new GetOpenIdTokenCommand({ IdentityId: janesId, Logins })),
];

const unsigned = (claims: object): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;

describe('a login is refused by every operation', () => {
  it.each<readonly [string, () => Promise<Record<string, string>>, string]>([
    [
      'an access token',
      () => Promise.resolve({ [provider]: jane.AccessToken }),
      'Invalid login token. Missing a required claim: aud',
    ],
    [
      'a foreign pool as the provider',
      async () => ({ [foreign.endpoint]: (await world.signIn('jane@example.com', foreign)).IdToken }),
      'Token is not from a supported provider of this identity pool.',
    ],
    [
      "a foreign pool's token under the pool's own name",
      async () => ({ [provider]: (await world.signIn('jane@example.com', foreign)).IdToken }),
      "Invalid login token. Issuer doesn't match providerName",
    ],
    [
      'a token for another app client',
      async () => ({ [provider]: (await world.signIn('jane@example.com', main, 'client2')).IdToken }),
      'Token is not from a supported provider of this identity pool.',
    ],
    [
      'a token for no client at all',
      async () => ({ [provider]: await forge(jane.IdToken, { aud: 'x' }) }),
      "Invalid login token. Couldn't verify signed token.",
    ],
    [
      'a token signed by somebody else',
      async () => ({ [provider]: await forge(jane.IdToken) }),
      "Invalid login token. Couldn't verify signed token.",
    ],
    [
      'a token whose payload was changed',
      () => Promise.resolve({ [provider]: tamper(jane.IdToken) }),
      "Invalid login token. Couldn't verify signed token.",
    ],
    [
      'a token without a signature',
      () => Promise.resolve({ [provider]: unsigned(decodeJwt(jane.IdToken)) }),
      "Invalid login token. Couldn't verify signed token.",
    ],
    [
      'a token of a pool that is not here',
      () =>
        Promise.resolve({
          [provider]: unsigned({
            iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Unknown12',
            aud: 'client1',
          }),
        }),
      "Invalid login token. Issuer doesn't match providerName",
    ],
    [
      'a token of somebody unknown',
      () => Promise.resolve({ [provider]: unsigned({ iss: 'https://example.com', aud: 'client1' }) }),
      'Invalid login token. Not a Cognito token.',
    ],
    [
      'something that is no token',
      () => Promise.resolve({ [provider]: 'hello' }),
      'Invalid login token. Not a Cognito token.',
    ],
    [
      'an unknown provider',
      () => Promise.resolve({ 'graph.facebook.com': jane.IdToken }),
      'Token is not from a supported provider of this identity pool.',
    ],
    [
      'a name that every object has',
      () => Promise.resolve({ constructor: jane.IdToken }),
      'Token is not from a supported provider of this identity pool.',
    ],
    [
      'a good login beside a bad one',
      () => Promise.resolve({ [provider]: jane.IdToken, [foreign.endpoint]: jane.IdToken }),
      'Token is not from a supported provider of this identity pool.',
    ],
  ])('%s', async (_name, logins, message) => {
    for (const call of operations(await logins())) await expect(call()).rejects.toMatchObject(refused(message));
  });

  it('an expired token', async () => {
    const late = await startIdentityPools();
    const { IdToken } = await late.signIn('late@example.com');
    late.users.clock.advance(1800);
    const { exp = 0 } = decodeJwt(IdToken);
    await expect(
      late.client.send(new GetIdCommand({ IdentityPoolId, Logins: { [provider]: IdToken } })),
    ).rejects.toMatchObject(
      refused(`Invalid login token. Token expired: ${Math.floor(late.users.clock.now() / 1000)} >= ${exp}`),
    );
  });

  it.each([
    ['signed out everywhere', 'AdminUserGlobalSignOut'],
    ['was disabled', 'AdminDisableUser'],
    ['was deleted', 'AdminDeleteUser'],
  ])('a token of a user who %s, where the pool is asked to look', async (_name, operation) => {
    for (const serverSideTokenCheck of [true, false]) {
      const one = await startIdentityPools({ serverSideTokenCheck });
      const { IdToken } = await one.signIn('gone@example.com');
      await one.users.ok(operation, { UserPoolId: main.id, Username: 'gone@example.com' });
      const call = one.client.send(new GetIdCommand({ IdentityPoolId, Logins: { [provider]: IdToken } }));
      if (serverSideTokenCheck)
        await expect(call).rejects.toMatchObject(refused('Invalid login token. Token has been revoked.'));
      else await expect(call).resolves.toMatchObject({ IdentityId: expect.any(String) as string });
    }
  });
});

describe('an identity is refused', () => {
  it('to a guest whom the pool no longer allows', async () => {
    const identities = new IdentityStore('us-east-1', ids);
    const [pool] = world.blueprint.identityPools;
    if (pool === undefined) throw new TypeError('no pool');
    const { id } = identities.addGuest(pool);
    const services = { identities } as unknown as IdentityPoolServices;
    await expect(openSession(services, { IdentityId: id })).rejects.toThrow(
      'Unauthenticated access is not supported for this identity pool.',
    );
  });

  it('without a login', async () => {
    for (const Logins of [undefined, {}]) {
      const input = { IdentityId: janesId, Logins };
      await expect(world.client.send(new GetCredentialsForIdentityCommand(input))).rejects.toMatchObject(
        refused(doNotMatch),
      );
      await expect(world.client.send(new GetOpenIdTokenCommand(input))).rejects.toMatchObject(refused(doNotMatch));
    }
  });

  it('to somebody else, known or new', async () => {
    const joe = await world.signIn('joe@example.com');
    const input = { IdentityId: janesId, Logins: { [provider]: joe.IdToken } };
    await expect(world.client.send(new GetCredentialsForIdentityCommand(input))).rejects.toMatchObject(
      refused(doNotMatch),
    );
    await world.client.send(new GetIdCommand({ IdentityPoolId, Logins: input.Logins }));
    await expect(world.client.send(new GetCredentialsForIdentityCommand(input))).rejects.toMatchObject(
      refused(doNotMatch),
    );
  });

  it('of another pool', async () => {
    const Logins = { [provider]: jane.IdToken };
    const { IdentityId } = await world.client.send(new GetIdCommand({ IdentityPoolId: otherIdentityPoolId, Logins }));
    await expect(world.client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))).rejects.toMatchObject(
      {
        name: 'InvalidIdentityPoolConfigurationException',
      },
    );
  });
});

const tamper = (token: string): string => {
  const [header, , signature] = token.split('.');
  const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: 'somebody-else' })).toString('base64url');
  return [header, payload, signature].join('.');
};
