import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { authorize } from '../../../sandbox/credentials/authorize';
import {
  identityPoolId,
  otherIdentityPoolId,
  provider,
  startIdentityPools,
  trustPool,
  type IdentityWorldChange,
} from '../support/identity-pool-fixture';

const IdentityPoolId = identityPoolId;

describe('a role that does not trust the identity is not handed out', () => {
  const aud = { 'cognito-identity.amazonaws.com:aud': identityPoolId };
  it.each<readonly [string, IdentityWorldChange]>([
    ['it is for guests', { authenticatedTrust: trustPool('unauthenticated') }],
    [
      'it is for another pool',
      {
        authenticatedTrust: trustPool('authenticated', {
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': otherIdentityPoolId } },
        }),
      },
    ],
    [
      'it allows sts:AssumeRole alone',
      { authenticatedTrust: trustPool('authenticated', { Action: 'sts:AssumeRole' }) },
    ],
    [
      'it is for another identity',
      {
        authenticatedTrust: trustPool('authenticated', {
          Condition: { StringEquals: { ...aud, 'cognito-identity.amazonaws.com:sub': 'us-east-1:0' } },
        }),
      },
    ],
    ...(
      [
        ['StringNotEquals', 'aws:PrincipalTag/team', 'other'],
        ['StringNotEquals', 'aws:RequestTag/team', 'other'],
        ['Null', 'sts:SourceIdentity', 'true'],
        ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'],
        ['StringNotEquals', 'aws:ResourceTag/stage', 'prod'],
        ['ForAllValues:StringEquals', 'aws:TagKeys', 'team'],
      ] as const
    ).map(([operator, key, value]): readonly [string, IdentityWorldChange] => [
      `it is for sessions with ${operator} ${key}, which nothing is known of`,
      {
        authenticatedTrust: trustPool('authenticated', {
          Condition: { StringEquals: aud, [operator]: { [key]: value } },
        }),
      },
    ]),
    ['it is for another provider', { authenticatedTrust: trustPool('graph.facebook.com') }],
    ['it denies', { authenticatedTrust: trustPool('authenticated', { Effect: 'Deny' }) }],
    [
      'it is for Lambda',
      {
        authenticatedTrust: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    ],
    ['there is none', { pool: { authenticatedRoleArn: undefined } }],
    ['it does not exist', { pool: { authenticatedRoleArn: 'arn:aws:iam::123456789012:role/other' } }],
  ])('%s', async (_name, change) => {
    const { client, signIn, credentials } = await startIdentityPools(change);
    const Logins = { [provider]: (await signIn('jane@example.com')).IdToken };
    const issue = jest.spyOn(credentials, 'issueTemporary');
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))).rejects.toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(issue).not.toHaveBeenCalled();
  });

  it('to guests: it allows sts:AssumeRole, as the document has it, or is for those who signed in', async () => {
    for (const unauthenticatedTrust of [
      trustPool('unauthenticated', { Action: 'sts:AssumeRole' }),
      trustPool('authenticated'),
    ]) {
      const { client } = await startIdentityPools({
        unauthenticatedTrust,
        pool: { allowUnauthenticatedIdentities: true },
      });
      const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId }));
      await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId }))).rejects.toMatchObject({
        name: 'InvalidIdentityPoolConfigurationException',
      });
    }
  });

  it('trust for one provider and one person is enough', async () => {
    const { client, signIn } = await startIdentityPools({
      authenticatedTrust: trustPool(`${provider}:CognitoSignIn:*`),
    });
    const Logins = { [provider]: (await signIn('jane@example.com')).IdToken };
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    await expect(client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))).resolves.toMatchObject({
      IdentityId,
    });
  });

  it('not at all where AWS would not create it: the sandbox does not start', async () => {
    await expect(
      startIdentityPools({ authenticatedTrust: trustPool('authenticated', { Condition: undefined }) }),
    ).rejects.toThrow(
      /^test:aws_iam_role\.authenticated: AWS refuses its trust policy\. .*A condition block must be present for the Cognito provider/,
    );
  });

  it('by its name: nobody chooses a role where there is no role mapping', async () => {
    const { client, signIn } = await startIdentityPools();
    const Logins = { [provider]: (await signIn('jane@example.com')).IdToken };
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    const CustomRoleArn = 'arn:aws:iam::123456789012:role/authenticated';
    await expect(
      client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn })),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'The role that CustomRoleArn names is not available to this identity.',
    });
  });
});

describe("guests' credentials", () => {
  it.each([
    ['execute-api:Invoke', true],
    ['dynamodb:GetItem', true],
    ['lambda:InvokeFunction', true],
    ['rum:PutRumEvents', true],
    ['kms:Decrypt', true],
    ['kms:CreateKey', false],
    ['secretsmanager:GetSecretValue', false],
    ['sts:AssumeRole', false],
    ['iam:PassRole', false],
    ['ssm:GetParameter', false],
    ['rds:DescribeDBInstances', false],
  ])('reach %s of a role that allows everything: %s', async (action, reached) => {
    const { client, callerOf } = await startIdentityPools({ pool: { allowUnauthenticatedIdentities: true } });
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId }));
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    const guest = callerOf(Credentials?.AccessKeyId);
    if (guest === undefined) throw new TypeError('no caller');
    const everything = {
      version: '2012-10-17' as const,
      statements: [
        {
          sid: undefined,
          effect: 'Allow' as const,
          principals: undefined,
          actions: { negated: false, patterns: ['*'] },
          resources: { negated: false, patterns: ['*'] },
          conditions: [],
        },
      ],
    };
    const role = { ...guest, identityPolicies: [{ name: 'all', document: everything }] };
    const access = { action, resource: `arn:aws:x:us-east-1:123456789012:y`, context: {} };
    expect(authorize(role, access).kind === 'allowed').toBe(reached);
    expect(authorize({ ...role, sessionPolicies: [] }, access).kind).toBe('allowed');
  });
});

describe('the token of the classic flow', () => {
  it('is not given out where a mapping chooses roles: with it the caller would choose', async () => {
    const { client, signIn } = await startIdentityPools({
      pool: {
        allowClassicFlow: true,
        roleMappings: [{ kind: 'Token', identityProvider: `${provider}:client1`, ambiguous: 'AuthenticatedRole' }],
      },
    });
    const Logins = { [provider]: (await signIn('jane@example.com')).IdToken };
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    await expect(client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is refused where the pool does not allow that flow', async () => {
    const { client, signIn } = await startIdentityPools();
    const Logins = { [provider]: (await signIn('jane@example.com')).IdToken };
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    await expect(client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    });
  });

  it('says who the identity is, for ten minutes, signed with a published key', async () => {
    const { client, signIn, identityPools, users } = await startIdentityPools({ pool: { allowClassicFlow: true } });
    const Logins = { [provider]: (await signIn('jane@example.com')).IdToken };
    const { IdentityId = '' } = await client.send(new GetIdCommand({ IdentityPoolId, Logins }));
    const { Token = '' } = await client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
    const keys = createLocalJWKSet((await identityPools.openIdKeySet()) as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(Token, keys, {
      issuer: 'https://cognito-identity.amazonaws.com',
      audience: identityPoolId,
      algorithms: ['RS256'],
      currentDate: new Date(users.clock.now()),
    });
    const now = Math.floor(users.clock.now() / 1000);
    expect(payload).toMatchObject({
      sub: IdentityId,
      iat: now,
      exp: now + 600,
      amr: ['authenticated', provider, expect.stringContaining(`${provider}:CognitoSignIn:`) as string],
    });
    expect(decodeProtectedHeader(Token)).toEqual({ alg: 'RS256', typ: 'JWS', kid: expect.any(String) as string });
  });
});
