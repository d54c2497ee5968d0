import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { decodeJwt } from 'jose';
import {
  identityPoolId,
  otherIdentityPoolId,
  provider,
  startIdentityPools,
  type IdentityWorld,
} from '../support/identity-pool-fixture';

const IdentityPoolId = identityPoolId;
const loginOf = (token: { readonly IdToken: string }) => ({ Logins: { [provider]: token.IdToken } });

describe('somebody who signed in', () => {
  let world: IdentityWorld;
  beforeAll(async () => {
    world = await startIdentityPools();
  });

  it('is the same identity at every call and sign-in, and another in another pool', async () => {
    const getId = async (username: string, pool = identityPoolId) => {
      const login = loginOf(await world.signIn(username));
      return (await world.client.send(new GetIdCommand({ IdentityPoolId: pool, ...login }))).IdentityId;
    };
    const jane = await getId('jane@example.com');
    expect(jane).toMatch(/^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await getId('jane@example.com')).toBe(jane);
    expect(await getId('joe@example.com')).not.toBe(jane);
    expect(await getId('jane@example.com', otherIdentityPoolId)).not.toBe(jane);
  });

  it('is one identity however many ask at once', async () => {
    const login = loginOf(await world.signIn('many@example.com'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.client.send(new GetIdCommand({ IdentityPoolId, ...login }))),
    );
    expect(new Set(answers.map(({ IdentityId }) => IdentityId)).size).toBe(1);
  });

  it('gets credentials of the authenticated role, for an hour, that say who it is', async () => {
    const tokens = await world.signIn('jane@example.com');
    const { IdentityId } = await world.client.send(new GetIdCommand({ IdentityPoolId, ...loginOf(tokens) }));
    const answer = await world.client.send(new GetCredentialsForIdentityCommand({ IdentityId, ...loginOf(tokens) }));
    expect(answer).toMatchObject({
      IdentityId,
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA/) as string,
        SecretKey: expect.any(String) as string,
        SessionToken: expect.any(String) as string,
      },
    });
    expect(answer.Credentials?.Expiration?.getTime()).toBe(world.users.clock.now() + 3600_000);
    const caller = world.callerOf(answer.Credentials?.AccessKeyId);
    const subject = `${provider}:CognitoSignIn:${decodeJwt(tokens.IdToken).sub ?? ''}`;
    expect(caller).toMatchObject({
      arn: 'arn:aws:sts::123456789012:assumed-role/authenticated/CognitoIdentityCredentials',
      sessionPolicies: [],
      cognito: {
        identityId: IdentityId,
        identityPoolId,
        authenticationType: 'authenticated',
        authenticationProvider: `${provider},${subject}`,
      },
      context: {
        'cognito-identity.amazonaws.com:aud': identityPoolId,
        'cognito-identity.amazonaws.com:sub': IdentityId,
        'cognito-identity.amazonaws.com:amr': ['authenticated', provider, subject],
      },
    });
  });

  it('leaves no token and no secret in the log', async () => {
    const tokens = await world.signIn('jane@example.com');
    const { IdentityId } = await world.client.send(new GetIdCommand({ IdentityPoolId, ...loginOf(tokens) }));
    const { Credentials } = await world.client.send(
      new GetCredentialsForIdentityCommand({ IdentityId, ...loginOf(tokens) }),
    );
    await expect(
      world.client.send(
        new GetCredentialsForIdentityCommand({ IdentityId, Logins: { [provider]: tokens.AccessToken } }),
      ),
    ).rejects.toThrow();
    const log = JSON.stringify(world.lines);
    const secrets = [tokens.IdToken, tokens.AccessToken, Credentials?.SecretKey, Credentials?.SessionToken];
    expect(secrets.filter((secret) => secret === undefined || log.includes(secret))).toEqual([]);
    expect(log).toContain('credentials issued');
  });
});

describe('a guest', () => {
  it('is refused where the pool allows none', async () => {
    const { client } = await startIdentityPools();
    await expect(client.send(new GetIdCommand({ IdentityPoolId }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Unauthenticated access is not supported for this identity pool.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is a new identity each time, with the unauthenticated role, cut to what AWS leaves guests', async () => {
    const { client, callerOf } = await startIdentityPools({ pool: { allowUnauthenticatedIdentities: true } });
    const first = await client.send(new GetIdCommand({ IdentityPoolId }));
    const second = await client.send(new GetIdCommand({ IdentityPoolId, Logins: {} }));
    expect(first.IdentityId).not.toBe(second.IdentityId);
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId: first.IdentityId }));
    const caller = callerOf(Credentials?.AccessKeyId);
    expect(caller).toMatchObject({
      arn: 'arn:aws:sts::123456789012:assumed-role/unauthenticated/CognitoIdentityCredentials',
      cognito: {
        identityId: first.IdentityId,
        identityPoolId,
        authenticationType: 'unauthenticated',
        authenticationProvider: null,
      },
      context: { 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] },
    });
    expect(caller?.sessionPolicies).toHaveLength(2);
  });

  it('becomes whoever signs in, and is a guest no longer', async () => {
    const { client, signIn, callerOf } = await startIdentityPools({ pool: { allowUnauthenticatedIdentities: true } });
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId }));
    const login = loginOf(await signIn('jane@example.com'));
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, ...login }));
    expect(callerOf(Credentials?.AccessKeyId)?.cognito?.authenticationType).toBe('authenticated');
    expect((await client.send(new GetIdCommand({ IdentityPoolId, ...login }))).IdentityId).toBe(IdentityId);
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId }))).rejects.toThrow(
      "Logins don't match.",
    );
  });

  it('does not become somebody who already is another identity', async () => {
    const { client, signIn } = await startIdentityPools({ pool: { allowUnauthenticatedIdentities: true } });
    const login = loginOf(await signIn('jane@example.com'));
    await client.send(new GetIdCommand({ IdentityPoolId, ...login }));
    const guest = await client.send(new GetIdCommand({ IdentityPoolId }));
    await expect(
      client.send(new GetCredentialsForIdentityCommand({ IdentityId: guest.IdentityId, ...login })),
    ).rejects.toThrow("Logins don't match.");
  });
});
