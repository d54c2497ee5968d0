import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CompactSign, generateKeyPair } from 'jose';
import type { Blueprint, IdentityPool, Role } from '../../../blueprint/model';
import { createCredentialStore } from '../../../sandbox/credentials/credential-store';
import type { Caller, CredentialStore } from '../../../sandbox/credentials/caller';
import { createJsonGate } from '../../../sandbox/credentials/json-gate';
import { administrator, roleSession } from '../../../sandbox/credentials/role-session';
import { createSignatureVerifier } from '../../../sandbox/credentials/signature-v4';
import { createIdentityPools, type IdentityPools } from '../../../sandbox/identity-pools/identity-pools';
import { IssuerKeys } from '../../../sandbox/open-id/issuer-keys';
import { SamlProviders } from '../../../sandbox/saml/saml-providers';
import {
  accountId,
  atEnd,
  emptyBlueprint,
  ids,
  listenWith,
  recordingLogger,
  region,
  roleNamed,
  type LogLine,
} from './runtime-fixture';
import { aClient, aPool, password, startWorld, type UserPoolWorld } from './user-pool-fixture';

type UserPool = ReturnType<typeof aPool>;

export const identityPoolId = 'us-east-1:11111111-2222-4333-8444-555555555555';
export const otherIdentityPoolId = 'us-east-1:99999999-2222-4333-8444-555555555555';

export const main: UserPool = aPool({ clients: [aClient(), aClient({ id: 'client2', name: 'other' })] });
export const foreign: UserPool = aPool({ id: 'us-east-1_Foreign99', clients: [aClient({ id: 'foreignclient' })] });
export const provider = main.endpoint;

export type TrustStatement = Readonly<Record<string, unknown>>;

/** The trust policy of an identity pool's role, as it should be, or changed. */
export const trustPool = (amr: string, change: TrustStatement = {}): Role['trustPolicy'] => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
      },
      ...change,
    },
  ],
});

export interface IdentityWorldChange {
  readonly pool?: Partial<IdentityPool>;
  readonly authenticatedTrust?: Role['trustPolicy'];
  readonly unauthenticatedTrust?: Role['trustPolicy'];
  readonly serverSideTokenCheck?: boolean;
  /** Issuer to the URL of the provider that stands for it. */
  readonly issuers?: ReadonlyMap<string, string>;
  /** Beside `authenticated` and `unauthenticated`. */
  readonly roles?: readonly Role[];
  readonly openIdConnectProviders?: Blueprint['openIdConnectProviders'];
  readonly samlProviders?: Blueprint['samlProviders'];
}

export interface IdentityWorld {
  readonly blueprint: Blueprint;
  readonly users: UserPoolWorld;
  readonly identityPools: IdentityPools;
  readonly credentials: CredentialStore;
  readonly client: CognitoIdentityClient;
  /** Of somebody with keys that may do everything. */
  readonly backend: CognitoIdentityClient;
  readonly lines: readonly LogLine[];
  readonly port: number;
  /** Adds a user and signs in. */
  signIn(
    username: string,
    pool?: UserPool,
    clientId?: string,
  ): Promise<{ readonly IdToken: string; readonly AccessToken: string }>;
  callerOf(accessKeyId: string | undefined): Caller | undefined;
}

/** Identity pools beside real user pools, for real clients. */
export async function startIdentityPools(change: IdentityWorldChange = {}): Promise<IdentityWorld> {
  const users = startWorld([main, foreign]);
  const { clock } = users;
  const logger = recordingLogger();
  const credentials = createCredentialStore({ clock, ids });
  const blueprint = blueprintWith(change);
  const identityPools = createIdentityPools({
    blueprint,
    logins: users.pools.logins,
    openId: new IssuerKeys({ clock, stands: change.issuers }),
    samlProviders: new SamlProviders(blueprint.samlProviders),
    gate: createJsonGate({
      verify: createSignatureVerifier({ credentials, clock }),
      region,
      service: 'cognito-identity',
      clock,
    }),
    credentials,
    clock,
    ids,
    logger,
    roleSession: (input) => roleSession({ ...input, accountId }),
  });
  const port = await listenWith(identityPools.handle);
  const client = new CognitoIdentityClient({ region, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
  const backend = new CognitoIdentityClient({
    region,
    endpoint: `http://127.0.0.1:${port}`,
    maxAttempts: 1,
    credentials: credentials.issueLongTerm(administrator(accountId, 'backend')),
    systemClockOffset: clock.now() - Date.now(),
  });
  atEnd(() => {
    client.destroy();
    backend.destroy();
  });
  return {
    blueprint,
    users,
    identityPools,
    credentials,
    client,
    backend,
    lines: logger.lines,
    port,
    signIn: (username, pool = main, clientId = pool.clients[0]?.id ?? '') =>
      signIn(users, { username, pool, clientId }),
    callerOf: (accessKeyId = '') => credentials.find(accessKeyId)?.caller,
  };
}

function blueprintWith(change: IdentityWorldChange): Blueprint {
  const roles = [
    roleNamed('authenticated', change.authenticatedTrust ?? trustPool('authenticated')),
    roleNamed('unauthenticated', change.unauthenticatedTrust ?? trustPool('unauthenticated')),
  ];
  const pool: IdentityPool = {
    stack: 'notes',
    address: 'aws_cognito_identity_pool.main',
    id: identityPoolId,
    arn: `arn:aws:cognito-identity:${region}:${accountId}:identitypool/${identityPoolId}`,
    name: 'notes',
    tags: {},
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    cognitoProviders: [
      { clientId: 'client1', providerName: provider, serverSideTokenCheck: change.serverSideTokenCheck ?? true },
    ],
    developerProviderName: undefined,
    loginProviders: {},
    openIdConnectProviderArns: [],
    samlProviderArns: [],
    roleMappings: [],
    authenticatedRoleArn: roles[0]?.arn,
    unauthenticatedRoleArn: roles[1]?.arn,
    ...change.pool,
  };
  return {
    ...emptyBlueprint,
    userPools: [main, foreign],
    identityPools: [pool, { ...pool, id: otherIdentityPoolId }],
    openIdConnectProviders: change.openIdConnectProviders ?? [],
    samlProviders: change.samlProviders ?? [],
    roles: [...roles, ...(change.roles ?? [])],
  };
}

async function signIn(
  users: UserPoolWorld,
  { username, pool, clientId }: { username: string; pool: UserPool; clientId: string },
): Promise<{ readonly IdToken: string; readonly AccessToken: string }> {
  const user = { UserPoolId: pool.id, Username: username };
  const created = await users.call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' });
  if (created.status === 200) await users.ok('AdminSetUserPassword', { ...user, Password: password, Permanent: true });
  const { AuthenticationResult } = await users.ok('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  return AuthenticationResult as { readonly IdToken: string; readonly AccessToken: string };
}

/** The same claims and header, signed by a key of somebody else. */
export async function forge(token: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const [header = '', payload = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  const { privateKey } = await generateKeyPair('RS256');
  const body = { ...(JSON.parse(payload || '{}') as object), ...claims };
  const { kid } = JSON.parse(header) as { kid: string };
  return new CompactSign(Buffer.from(JSON.stringify(body))).setProtectedHeader({ kid, alg: 'RS256' }).sign(privateKey);
}
