import { aGroup, aPool, claimsOf, clientId, poolId, signIn, startWorld } from '../support/user-pool-fixture';

const anna = { username: 'anna@example.com', password: 'Passw0rd!' };

describe('seeded users', () => {
  it('are confirmed, verified, in their groups, and sign in', async () => {
    const world = startWorld([aPool({ groups: [aGroup('admins')] })]);
    await world.pools.seed([{ ...anna, groups: ['admins'], attributes: { name: 'Anna' } }]);
    expect(claimsOf((await signIn(world)).IdToken)).toMatchObject({
      email: anna.username,
      email_verified: true,
      name: 'Anna',
      'cognito:groups': ['admins'],
    });
    expect(world.log.join()).not.toContain(anna.password);
  });

  it.each([poolId, 'users', 'test:aws_cognito_user_pool.main'])(
    'name their pool as %s where there are two',
    async (userPool) => {
      const world = startWorld([
        aPool(),
        aPool({ id: 'us-east-1_Other', name: 'others', stack: 'other', clients: [] }),
      ]);
      await world.pools.seed([{ ...anna, userPool }]);
      expect((await signIn(world, anna.username, clientId)).ExpiresIn).toBe(3600);
    },
  );

  it.each<[string, object, string]>([
    [
      'a weak password',
      { password: 'weak' },
      'The user anna@example.com cannot be added: Password did not conform with policy: Password not long enough',
    ],
    ['no email address', { username: 'anna' }, 'The user anna cannot be added: Username should be an email.'],
    [
      'an unknown group',
      { groups: ['none'] },
      'The user anna@example.com cannot be added: there is no group none. The pool has: admins.',
    ],
    [
      'an unknown pool',
      { userPool: 'none' },
      `The user anna@example.com cannot be added: userPool is none, and 0 pools fit. Name one of: ${poolId} (test:aws_cognito_user_pool.main).`,
    ],
  ])('are refused with %s', async (_, change, message) => {
    const world = startWorld([aPool({ groups: [aGroup('admins')] })]);
    await expect(world.pools.seed([{ ...anna, ...change }])).rejects.toMatchObject({ name: 'SeedError', message });
    expect(await world.ok('ListUsers', { UserPoolId: poolId })).toEqual({ Users: [] });
  });

  it('are refused twice', async () => {
    await expect(startWorld().pools.seed([anna, anna])).rejects.toMatchObject({
      name: 'SeedError',
      message: 'The user anna@example.com is there already.',
    });
  });

  it('must name their pool where there are two', async () => {
    const world = startWorld([aPool(), aPool({ id: 'us-east-1_Other' })]);
    await expect(world.pools.seed([anna])).rejects.toMatchObject({
      message: expect.stringContaining('no userPool is named, and 2 pools fit. Name one of: '),
    });
  });
});
