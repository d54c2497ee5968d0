import {
  aClient,
  aPool,
  claimsOf,
  clientId,
  confirmedUser,
  poolId,
  signIn,
  startWorld,
  type Tokens,
  type UserPoolWorld,
} from '../support/user-pool-fixture';

const reused = 'RefreshTokenReuseException: Refresh token has been reused.';
const revoked = 'NotAuthorizedException: Refresh Token has been revoked';

async function signedIn(graceSeconds: number | undefined, changes: Parameters<typeof aClient>[0] = {}) {
  const refreshRotation = graceSeconds === undefined ? undefined : { graceSeconds };
  const world = startWorld([aPool({ clients: [aClient({ refreshRotation, ...changes }), aClient({ id: 'other' })] })]);
  await confirmedUser(world);
  return { world, first: await signIn(world) };
}

const given = (RefreshToken: string, more: object = {}) => ({ ClientId: clientId, RefreshToken, ...more });

async function renew(world: UserPoolWorld, RefreshToken: string): Promise<Tokens> {
  return (await world.ok('GetTokensFromRefreshToken', given(RefreshToken)))['AuthenticationResult'] as Tokens;
}

describe('GetTokensFromRefreshToken', () => {
  it('gives tokens of the same sign-in, and no refresh token where they do not rotate', async () => {
    const { world, first } = await signedIn(undefined);
    world.clock.advance(60);
    const next = await renew(world, first.RefreshToken);
    expect(next).not.toHaveProperty('RefreshToken');
    const [before, after] = [claimsOf(first.AccessToken), claimsOf(next.AccessToken)];
    for (const claim of ['auth_time', 'origin_jti', 'event_id', 'sub']) expect(after[claim]).toBe(before[claim]);
    expect(after['jti']).not.toBe(before['jti']);
    await renew(world, first.RefreshToken);
  });

  it('exchanges the refresh token where they rotate; the one before is good for the grace period', async () => {
    const { world, first } = await signedIn(10);
    const second = await renew(world, first.RefreshToken);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    world.clock.advance(9);
    const again = await renew(world, first.RefreshToken);
    await renew(world, again.RefreshToken);
    await renew(world, second.RefreshToken);
  });

  it.each([0, 10, 60])('ends the sign-in where one is used again after %d s of grace', async (grace) => {
    const { world, first } = await signedIn(grace);
    const second = await renew(world, first.RefreshToken);
    // Using it within the grace period does not make that longer.
    const used = Math.max(grace - 1, 0);
    world.clock.advance(used);
    if (grace > 0) await renew(world, first.RefreshToken);
    world.clock.advance(grace - used);
    expect(await world.refusal('GetTokensFromRefreshToken', given(first.RefreshToken))).toBe(reused);
    expect(await world.refusal('GetTokensFromRefreshToken', given(second.RefreshToken))).toBe(revoked);
    expect(await world.refusal('GetUser', { AccessToken: second.AccessToken })).toBe(
      'NotAuthorizedException: Access Token has been revoked',
    );
  });

  it('lets one of two through that come at once, without grace', async () => {
    const { world, first } = await signedIn(0);
    const both = [1, 2].map(() => world.call('GetTokensFromRefreshToken', given(first.RefreshToken)));
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('does not make the sign-in longer', async () => {
    const { world, first } = await signedIn(0, { refreshTokenSeconds: 3600 });
    world.clock.advance(3599);
    const second = await renew(world, first.RefreshToken);
    world.clock.advance(1);
    expect(await world.refusal('GetTokensFromRefreshToken', given(second.RefreshToken))).toBe(
      'NotAuthorizedException: Refresh Token has expired',
    );
  });

  it.each([
    ['another client', { ClientId: 'other' }, 'NotAuthorizedException: Invalid Refresh Token'],
    ['an unknown client', { ClientId: 'none' }, 'ResourceNotFoundException: User pool client none does not exist.'],
    ['another token', { RefreshToken: 'a.b.c.d.e' }, 'NotAuthorizedException: Invalid Refresh Token'],
  ])('refuses %s, and uses nothing up', async (_, changes, refusal) => {
    const { world, first } = await signedIn(0);
    expect(await world.refusal('GetTokensFromRefreshToken', { ...given(first.RefreshToken), ...changes })).toBe(
      refusal,
    );
    await renew(world, first.RefreshToken);
  });

  it('asks a client with a secret for it', async () => {
    const world = startWorld([aPool({ clients: [aClient(), aClient({ id: 'secretive', secret: 'verysecret' })] })]);
    await confirmedUser(world);
    const runtime = world.pools.directory.pool(poolId);
    const user = runtime.users.find('anna@example.com');
    const client = runtime.pool.clients.find(({ id }) => id === 'secretive');
    if (user === undefined || client === undefined) throw new TypeError('The fixture has a user and a client.');
    const { refreshToken } = runtime.signIns.start(user, client);
    const asked = given(refreshToken, { ClientId: 'secretive' });
    const wrong = 'UnauthorizedException: Invalid client secret.';
    expect(await world.refusal('GetTokensFromRefreshToken', asked)).toBe(wrong);
    expect(await world.refusal('GetTokensFromRefreshToken', { ...asked, ClientSecret: 'other' })).toBe(wrong);
    await world.ok('GetTokensFromRefreshToken', { ...asked, ClientSecret: 'verysecret' });
  });

  it.each([
    ['signed out', 'AdminUserGlobalSignOut', revoked],
    ['disabled', 'AdminDisableUser', revoked],
    ['deleted', 'AdminDeleteUser', 'NotAuthorizedException: Invalid Refresh Token'],
  ])('refuses a user who was %s', async (_, operation, refusal) => {
    const { world, first } = await signedIn(0);
    await world.ok(operation, { UserPoolId: poolId, Username: 'anna@example.com' });
    expect(await world.refusal('GetTokensFromRefreshToken', given(first.RefreshToken))).toBe(refusal);
  });
});
