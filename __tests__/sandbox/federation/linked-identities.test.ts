import { confirmedUser, password, passwordSignIn, poolId, clientId } from '../support/user-pool-fixture';
import { idp, mail, start, signIn, idToken, named, attributesOf } from './support/saml-people';

describe('an identity that an administrator has linked', () => {
  const destination = (ProviderAttributeValue: string) => ({ ProviderName: 'Cognito', ProviderAttributeValue });
  const source = (ProviderAttributeValue = 'ann', ProviderName = 'Corporate') => ({
    ProviderName,
    ProviderAttributeName: 'Cognito_Subject',
    ProviderAttributeValue,
  });
  const link = (to: string, from = source()) => ({
    UserPoolId: poolId,
    DestinationUser: destination(to),
    SourceUser: from,
  });

  it('signs in as the local user, who keeps the password', async () => {
    const world = start();
    const sub = await confirmedUser(world, 'ann@example.com');
    await world.ok('AdminLinkProviderForUser', link('ann@example.com'));
    const token = await idToken(world, await signIn(world, { ...mail, groups: ['staff'] }));
    expect(token).toMatchObject({
      sub,
      'cognito:username': sub,
      'custom:groups': 'staff',
      identities: [{ userId: 'ann', providerName: 'Corporate', primary: 'false' }],
    });
    expect(token).not.toHaveProperty(['cognito:groups']);
    expect(await world.ok('AdminGetUser', named(sub))).toMatchObject({ UserStatus: 'CONFIRMED' });
    await world.ok('InitiateAuth', passwordSignIn('ann@example.com', password));
  });

  it('signs in as a user of its own when the link is gone', async () => {
    const world = start();
    const sub = await confirmedUser(world, 'ann@example.com');
    await world.ok('AdminLinkProviderForUser', link('ann@example.com'));
    await world.ok('AdminDisableProviderForUser', { UserPoolId: poolId, User: source() });
    expect(await attributesOf(world, sub)).not.toHaveProperty('identities');
    expect((await idToken(world, await signIn(world)))['sub']).not.toBe(sub);
  });

  it('opens no account that never showed that its address is its own', async () => {
    const world = start();
    await world.ok('SignUp', { ClientId: clientId, Username: 'ann@example.com', Password: password });
    await world.ok('AdminLinkProviderForUser', link('ann@example.com'));
    expect((await signIn(world)).told).toMatchObject({ error_description: 'User is not confirmed.' });
  });

  it('takes nobody else’s address', async () => {
    const world = start();
    await confirmedUser(world, 'ann@example.com');
    await confirmedUser(world, 'bob@example.com');
    await world.ok('AdminLinkProviderForUser', link('ann@example.com'));
    expect((await signIn(world, { mail: ['bob@example.com'] })).told['error_description']).toBe(
      'Invalid SAML response received: Invalid user attributes: email: An account with the email already exists.',
    );
  });

  it('is one, and of a provider of the pool', async () => {
    const world = start();
    await confirmedUser(world, 'ann@example.com');
    await confirmedUser(world, 'bob@example.com');
    await signIn(world, {}, 'known');
    const refusal = (input: object) => world.refusal('AdminLinkProviderForUser', input);
    await world.ok('AdminLinkProviderForUser', link('ann@example.com'));
    const invalid =
      'InvalidParameterException: Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser';
    const merging =
      'InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not been signed up in order to link';
    expect(await refusal(link('ann@example.com'))).toBe(invalid);
    expect(await refusal(link('ann@example.com', source('x', 'Cognito')))).toBe(invalid);
    expect(await refusal(link('bob@example.com'))).toBe(merging);
    expect(await refusal(link('bob@example.com', source('known')))).toBe(merging);
    expect(await refusal(link('nobody@example.com', source('new')))).toBe(
      'UserNotFoundException: User does not exist.',
    );
    expect(await refusal(link('bob@example.com', source('new', 'Nobody')))).toBe(
      'ResourceNotFoundException: Identity provider Nobody does not exist.',
    );
    expect(await refusal(link('bob@example.com', { ...source('new'), ProviderAttributeName: 'email' }))).toBe(
      'InvalidParameterException: ProviderAttributeName email is not supported by the sandbox.',
    );
    for (const subject of ['1', '2', '3', '4'])
      await world.ok('AdminLinkProviderForUser', link('ann@example.com', source(subject)));
    expect(await refusal(link('ann@example.com', source('5')))).toBe(
      'LimitExceededException: A user may have at most 5 linked identities.',
    );
  });

  it.each([
    'AdminLinkProviderForUser',
    'AdminDisableProviderForUser',
    'GetSigningCertificate',
    'ListIdentityProviders',
    'DescribeIdentityProvider',
  ])('and %s is for administrators of the pool alone', async (operation) => {
    const world = start();
    const answer = await world.call(operation, { UserPoolId: poolId }, { signed: false });
    expect(answer.body['__type']).toBe('MissingAuthenticationTokenException');
    expect(world.asked.at(-1)).toEqual([`cognito-idp:${operation}`, expect.stringContaining(poolId)]);
  });
});

test('providers are listed and described', async () => {
  const world = start();
  expect(await world.ok('ListIdentityProviders', { UserPoolId: poolId })).toMatchObject({
    Providers: [{ ProviderName: 'Corporate', ProviderType: 'SAML' }],
  });
  const described = await world.ok('DescribeIdentityProvider', { UserPoolId: poolId, ProviderName: 'Corporate' });
  expect(described['IdentityProvider']).toMatchObject({
    ProviderDetails: { MetadataFile: idp.metadata, IDPInit: 'false' },
    AttributeMapping: { email: 'mail' },
  });
  expect(await world.refusal('DescribeIdentityProvider', { UserPoolId: poolId, ProviderName: 'X' })).toBe(
    'ResourceNotFoundException: Identity provider X does not exist.',
  );
});
