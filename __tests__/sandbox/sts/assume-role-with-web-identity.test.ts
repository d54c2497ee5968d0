import { AssumeRoleWithWebIdentityCommand, type AssumeRoleWithWebIdentityCommandInput } from '@aws-sdk/client-sts';
import { CompactSign, decodeJwt, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import type { IdentityPool } from '../../../blueprint/model';
import { forge } from '../support/identity-pool-fixture';
import { startOpenIdProvider, type TestOpenIdProvider } from '../support/open-id-provider';
import { accountId, roleNamed } from '../support/runtime-fixture';
import { startSts, trustOf, type StsWorld } from '../support/sts-fixture';

const issuer = 'https://tenant.auth0.com/';
const providerArn = `arn:aws:iam::${accountId}:oidc-provider/tenant.auth0.com/`;
const action = 'sts:AssumeRoleWithWebIdentity';
const aud = (value: string) => ({ StringEquals: { 'tenant.auth0.com/:aud': value } });
const administrators = roleNamed('administrators', trustOf(providerArn, action, aud('admin')));
const customers = roleNamed('customers', trustOf(providerArn, action, aud('web')));
/** Trusts the provider for everybody, but where a condition holds. */
const unless = (name: string, operator: string, condition: object) => {
  const { Statement, ...trust } = trustOf(providerArn, action, {});
  const statements = Statement as readonly object[];
  const deny = { ...statements[0], Effect: 'Deny', Condition: { [operator]: condition } };
  return roleNamed(name, { ...trust, Statement: [...statements, deny] });
};
const requests = [
  unless('no-ann', 'StringLike', { 'sts:RoleSessionName': 'ann*' }),
  unless('not-from-here', 'IpAddress', { 'aws:SourceIp': '127.0.0.0/8' }),
  unless('not-in-the-open', 'Bool', { 'aws:SecureTransport': 'true' }),
  unless('not-any-more', 'DateGreaterThan', { 'aws:CurrentTime': '2020-01-01T00:00:00Z' }),
];
const ofAnn = roleNamed('ann', trustOf(providerArn, action, { StringEquals: { 'tenant.auth0.com/:sub': 'ann' } }));

let auth0: TestOpenIdProvider;
let stranger: TestOpenIdProvider;
let world: StsWorld;
let ann: string;
beforeAll(async () => {
  auth0 = await startOpenIdProvider(issuer);
  stranger = await startOpenIdProvider(issuer);
  ann = await auth0.signIn('web', 'ann');
});
afterAll(() => Promise.all([auth0.stop(), stranger.stop()]));
beforeEach(async () => {
  world = await start();
});

const start = (url = auth0.url): Promise<StsWorld> =>
  startSts({
    start: Math.ceil(Date.now() / 1000) * 1000,
    issuers: new Map([[issuer, url]]),
    blueprint: {
      roles: [administrators, customers, ofAnn, ...requests],
      openIdConnectProviders: [
        {
          stack: 'test',
          address: 'aws_iam_openid_connect_provider.auth0',
          arn: providerArn,
          issuer,
          clientIds: ['web', 'admin'],
        },
      ],
    },
  });

const assume = (WebIdentityToken: string, input: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  world.client.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: customers.arn,
      RoleSessionName: 'ann@example.com',
      WebIdentityToken,
      ...input,
    }),
  );

it('a token is traded for credentials of the role of its application', async () => {
  const answer = await assume(ann);
  expect(answer).toMatchObject({
    AssumedRoleUser: { Arn: `arn:aws:sts::${accountId}:assumed-role/customers/ann@example.com` },
    SubjectFromWebIdentityToken: 'ann',
    Audience: 'web',
    Provider: providerArn,
  });
  expect(answer.Credentials?.Expiration?.getTime()).toBe(world.clock.now() + 3_600_000);
  expect(world.callerOf(answer.Credentials?.AccessKeyId)).toMatchObject({
    context: { 'tenant.auth0.com/:aud': 'web', 'tenant.auth0.com/:sub': 'ann', 'aws:FederatedProvider': providerArn },
  });
  await expect(assume(ann, { RoleArn: ofAnn.arn })).resolves.toBeDefined();
});

it.each(requests.map((role) => [role.name, role.arn]))(
  'a trust policy sees the request, too: the role %s is denied',
  async (_name, RoleArn) => {
    await expect(assume(ann, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
  },
);

it('the name of the session is the one that is asked for', async () => {
  const RoleArn = `arn:aws:iam::${accountId}:role/no-ann`;
  await expect(assume(ann, { RoleArn, RoleSessionName: 'bob' })).resolves.toBeDefined();
});

it('a session policy cuts the credentials down', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  });
  const { Credentials } = await assume(ann, { Policy });
  expect(world.callerOf(Credentials?.AccessKeyId)?.sessionPolicies).toHaveLength(1);
});

it('keys are asked for once, and again for an unknown one after a while', async () => {
  const before = auth0.keyRequests();
  await assume(ann);
  await assume(ann);
  const other = await stranger.signIn('web', 'ann');
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'key-2' })).toString('base64url');
  const unknown = [header, ...other.split('.').slice(1)].join('.');
  await expect(assume(unknown)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
  expect(auth0.keyRequests() - before).toBe(1);
  world.clock.move(10_000);
  await expect(assume(unknown)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
  expect(auth0.keyRequests() - before).toBe(2);
});

const invalid = (message: string) => ({ name: 'InvalidIdentityTokenException', message, status: 400 });
const unverified = invalid('The web identity token provided could not be validated');
const audience = invalid('Incorrect token audience');
const denied = {
  name: 'AccessDenied',
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  status: 403,
};
const notAJwt = invalid(
  'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
);
const noProvider = (iss: string) => invalid(`No OpenIDConnect provider found in your account for ${iss}`);

/** Signed by the provider's own kind of key, with claims that it would not make. */
async function signed(claims: Readonly<Record<string, unknown>>, alg = 'RS256', secret?: Uint8Array): Promise<string> {
  const body = Buffer.from(JSON.stringify({ ...decodeJwt(ann), ...claims }));
  const key = secret ?? (await generateKeyPair(alg)).privateKey;
  return new CompactSign(body).setProtectedHeader({ alg, kid: 'key-1' }).sign(key);
}

describe('refused, and no credentials are issued', () => {
  type Case = readonly [
    name: string,
    token: () => Promise<string> | string,
    refusal: { readonly name: string; readonly message: string; readonly status: number },
    input?: Partial<AssumeRoleWithWebIdentityCommandInput>,
  ];
  const cases: readonly Case[] = [
    ['the role of another application', () => ann, denied, { RoleArn: administrators.arn }],
    ['the role of another person', () => auth0.signIn('web', 'joe'), denied, { RoleArn: ofAnn.arn }],
    ['a role that is not there', () => ann, denied, { RoleArn: `${customers.arn}x` }],
    ['an application that IAM does not know', () => auth0.signIn('unknown', 'ann'), audience],
    ['forged', () => forge(ann), unverified],
    [
      'forged, with the claims of an administrator',
      () => forge(ann, { aud: 'admin' }),
      unverified,
      { RoleArn: administrators.arn },
    ],
    ['of a provider that only says it is this issuer', () => stranger.signIn('web', 'ann'), unverified],
    [
      'without a signature',
      () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${ann.split('.')[1] ?? ''}.`,
      unverified,
    ],
    [
      'signed with the public key as a secret',
      async () => signed({}, 'HS256', Buffer.from(JSON.stringify(await (await fetch(`${auth0.url}/jwks`)).json()))),
      unverified,
    ],
    [
      'of another issuer',
      () => forge(ann, { iss: 'https://tenant.auth0.com' }),
      noProvider('https://tenant.auth0.com'),
    ],
    ['of an issuer on this computer', () => forge(ann, { iss: auth0.url }), noProvider('http://127.0.0.1:')],
    ['without an issuer', () => forge(ann, { iss: undefined }), invalid('Missing a required claim: iss')],
    ['an opaque access token', () => 'opaque-access-token', notAJwt],
    [
      'longer than the role allows',
      () => ann,
      {
        name: 'ValidationError',
        message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        status: 400,
      },
      { DurationSeconds: 3601 },
    ],
    [
      'shorter than AWS gives',
      () => ann,
      {
        name: 'ValidationError',
        message:
          "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
        status: 400,
      },
      { DurationSeconds: 899 },
    ],
    [
      'a session name with a slash',
      () => ann,
      {
        name: 'ValidationError',
        message:
          "1 validation error detected: Value 'a/b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
        status: 400,
      },
      { RoleSessionName: 'a/b' },
    ],
    [
      'managed policies for the session',
      () => ann,
      { name: 'ValidationError', message: 'The sandbox does not know the parameter', status: 400 },
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] },
    ],
  ];

  it.each(cases.map(([title, token, refusal, input]) => ({ title, token, refusal, input })))('$title', async (row) => {
    const { name, message, status } = row.refusal;
    const issue = jest.spyOn(world.credentials, 'issueTemporary');
    await expect(assume(await row.token(), row.input)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message) as string,
      $metadata: { httpStatusCode: status },
    });
    expect(issue).not.toHaveBeenCalled();
  });

  it('past its time', async () => {
    const { exp = 0 } = decodeJwt(ann);
    world.clock.move(exp * 1000 - world.clock.now() - 1);
    await expect(assume(ann)).resolves.toBeDefined();
    world.clock.move(1);
    await expect(assume(ann)).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: `Token expired: current date/time ${exp} must be before the expiration date/time${exp}`,
    });
  });

  it('before its time', async () => {
    world.clock.move(-3_600_000);
    await expect(assume(ann)).rejects.toMatchObject(invalidName('The web identity token provided is not yet valid'));
  });

  it('the issuer cannot be asked, or another one is there', async () => {
    const other = await startOpenIdProvider('https://other.example.com/');
    for (const url of ['http://127.0.0.1:1', other.url]) {
      world = await start(url);
      await expect(assume(ann)).rejects.toMatchObject(
        invalidName(
          "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
        ),
      );
    }
    await other.stop();
  });
});

const invalidName = (message: string) => ({ name: 'InvalidIdentityTokenException', message });

describe('the classic flow of an identity pool', () => {
  const poolId = 'us-east-1:11111111-2222-4333-8444-555555555555';
  const cognito = 'cognito-identity.amazonaws.com';
  const trust = trustOf(cognito, action, {
    StringEquals: { [`${cognito}:aud`]: poolId },
    'ForAnyValue:StringLike': { [`${cognito}:amr`]: 'authenticated' },
  });
  const role = roleNamed('classic', trust);

  async function ask(allowClassicFlow: boolean, claims: object = {}) {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
    const pool = {
      ...(emptyPool as object),
      id: poolId,
      allowClassicFlow,
    } as IdentityPool;
    world = await startSts({ blueprint: { roles: [role], identityPools: [pool] }, keys });
    const now = world.clock.now() / 1000;
    const body = {
      iss: `https://${cognito}`,
      sub: 'us-east-1:ann',
      aud: poolId,
      amr: ['authenticated', 'x', 'x:y'],
      iat: now,
      exp: now + 600,
      ...claims,
    };
    const token = await new CompactSign(Buffer.from(JSON.stringify(body)))
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(privateKey);
    return assume(token, { RoleArn: role.arn });
  }
  const emptyPool: unknown = { stack: 'test', address: 'aws_cognito_identity_pool.main' };

  it('gets the role that it asks for, where the pool allows the flow', async () => {
    const { Credentials, Provider } = await ask(true);
    expect(Provider).toBe(cognito);
    expect(world.callerOf(Credentials?.AccessKeyId)?.context).toMatchObject({
      [`${cognito}:aud`]: poolId,
      [`${cognito}:sub`]: 'us-east-1:ann',
      [`${cognito}:amr`]: ['authenticated', 'x', 'x:y'],
    });
  });

  it('gets nothing where it does not', async () => {
    await expect(ask(false)).rejects.toMatchObject(invalidName('Incorrect token audience'));
  });

  it('gets nothing with the token of a guest, or of another pool', async () => {
    await expect(ask(true, { amr: ['unauthenticated'] })).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(ask(true, { aud: `${poolId}0` })).rejects.toMatchObject(invalidName('Incorrect token audience'));
  });
});
