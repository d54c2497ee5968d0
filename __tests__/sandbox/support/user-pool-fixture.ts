import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Blueprint, LambdaFunction } from '../../../blueprint/model';
import type { ClientOauth, UserGroup, UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import type { FunctionRuntime } from '../../../sandbox/lambda/function-runtime';
import type { SandboxRequest } from '../../../sandbox/http/message';
import { AwsJsonError } from '../../../sandbox/protocol/aws-json';
import type { Ids, Logger } from '../../../sandbox/system/services';
import type { AdministrationGate } from '../../../sandbox/user-pools/administration-gate';
import { generateSigningKeys, type SigningKeys } from '../../../sandbox/user-pools/signing-keys';
import { createUserPools, type UserPools } from '../../../sandbox/user-pools/user-pools';

export const password = 'Passw0rd!';
export const region = 'us-east-1';
export const accountId = '123456789012';
export const poolId = 'us-east-1_AbCdEf123';
export const clientId = 'client1';
export const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`;

export function aClient(changes: Partial<UserPoolClient> = {}): UserPoolClient {
  return {
    stack: 'test',
    address: 'aws_cognito_user_pool_client.main',
    id: clientId,
    name: 'main',
    secret: undefined,
    authFlows: new Set([
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ]),
    accessTokenSeconds: 3600,
    idTokenSeconds: 1800,
    refreshTokenSeconds: 86_400,
    authSessionMinutes: 3,
    tokenRevocation: true,
    hidesUserExistence: true,
    readAttributes: undefined,
    writeAttributes: undefined,
    oauth: undefined,
    identityProviders: ['COGNITO'],
    refreshRotation: undefined,
    ...changes,
  };
}

/** What a client that acts for itself may ask for. */
export function machineOauth(...scopes: readonly string[]): ClientOauth {
  return {
    flows: new Set(['client_credentials']),
    scopes,
    callbackUrls: [],
    logoutUrls: [],
    defaultRedirectUri: undefined,
  };
}

export function aGroup(name: string, changes: Partial<UserGroup> = {}): UserGroup {
  return {
    stack: 'test',
    address: `aws_cognito_user_group.${name}`,
    name,
    roleArn: undefined,
    precedence: undefined,
    description: undefined,
    ...changes,
  };
}

/** Email as username, as the notes stack has it. */
export function aPool(changes: Partial<UserPool> = {}): UserPool {
  const id = changes.id ?? poolId;
  return {
    stack: 'test',
    address: 'aws_cognito_user_pool.main',
    id,
    arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`,
    name: 'users',
    tags: {},
    endpoint: `cognito-idp.${region}.amazonaws.com/${id}`,
    usernameAttributes: ['email'],
    aliasAttributes: [],
    autoVerifiedAttributes: ['email'],
    caseSensitiveUsernames: false,
    allowAdminCreateUserOnly: false,
    passwordPolicy: {
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    },
    mfa: { mode: 'OFF', softwareToken: false },
    recovery: [],
    verifiedBeforeUpdate: [],
    triggers: [],
    identityProviders: [],
    schema: [],
    clients: [aClient()],
    groups: [],
    resourceServers: [],
    domain: undefined,
    ...changes,
  };
}

export function aBlueprint(userPools: readonly UserPool[]): Blueprint {
  const none = {
    stacks: [],
    restApis: [],
    functions: [],
    identityPools: [],
    samlProviders: [],
    openIdConnectProviders: [],
    roles: [],
    tables: [],
    secrets: [],
  };
  return { region, accountId, userPools, ...none };
}

/** Deterministic: the same sequence in every run. */
export function seededIds(seed = 'seed'): Ids {
  let counter = 0;
  const bytes = (length: number): Buffer => {
    const parts: Buffer[] = [];
    for (let got = 0; got < length; got += 32) {
      parts.push(createHash('sha256').update(`${seed} ${counter++}`).digest());
    }
    return Buffer.concat(parts).subarray(0, length);
  };
  return {
    bytes,
    uuid: () =>
      bytes(16)
        .toString('hex')
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
    text: (length, alphabet) => Array.from(bytes(length), (byte) => alphabet[byte % alphabet.length]).join(''),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly reason: string | undefined;
  readonly body: Record<string, unknown>;
}

export interface UserPoolWorld {
  readonly pools: UserPools;
  readonly clock: { now(): number; advance(seconds: number): void };
  /** Every line that was logged, as text. */
  readonly log: string[];
  /** What IAM was asked. */
  readonly asked: (readonly [action: string, resource: string])[];
  /** Calls an operation; `Admin…` calls are signed unless told otherwise. */
  call(operation: string, input: unknown, options?: { readonly signed?: boolean }): Promise<Answer>;
  /** Calls, and expects 200. */
  ok(operation: string, input: unknown): Promise<Record<string, unknown>>;
  /** Calls, and answers `<code>: <message>`. */
  refusal(operation: string, input: unknown): Promise<string>;
}

/** Keys are made once a test file and pool: making them is slow. */
const keysByIssue = new Map<number, Promise<SigningKeys>>();

/** Fails a test in which a function is asked. */
export const noFunctions: FunctionRuntime = {
  invoke: (functionArn) => {
    throw new TypeError(`Nobody should ask ${functionArn}.`);
  },
  stop: async () => undefined,
};

/** Functions of triggers, and what runs them. */
export interface WorldFunctions {
  readonly functions: readonly LambdaFunction[];
  readonly runtime: FunctionRuntime;
}

/** User pools on a clock that stands still. */
export function startWorld(
  userPools: readonly UserPool[] = [aPool()],
  { functions, runtime }: WorldFunctions = { functions: [], runtime: noFunctions },
): UserPoolWorld {
  let now = Date.UTC(2026, 10, 7, 2, 3, 4);
  const clock = { now: () => now, advance: (seconds: number) => void (now += seconds * 1000) };
  const log: string[] = [];
  const write: Logger['info'] = (event, fields) => void log.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const asked: (readonly [string, string])[] = [];
  const ids = seededIds();
  let issued = 0;
  const keySource = (): Promise<SigningKeys> => {
    const issue = issued++;
    const keys = keysByIssue.get(issue) ?? generateSigningKeys(seededIds(`keys ${issue}`));
    keysByIssue.set(issue, keys);
    return keys;
  };
  const pools = createUserPools({
    blueprint: { ...aBlueprint(userPools), functions },
    runtime,
    clock,
    ids,
    logger: { info: write, warn: write, error: write },
    administration: gate(asked),
    keySource,
  });
  const call: UserPoolWorld['call'] = async (operation, input, { signed = true } = {}) => {
    const answer = await pools.handle(aRequest(operation, input, signed));
    return {
      status: answer.status,
      headers: answer.headers,
      reason: answer.reason,
      body: JSON.parse(answer.body.toString()) as Record<string, unknown>,
    };
  };
  return {
    pools,
    clock,
    log,
    asked,
    call,
    ok: async (operation, input) => {
      const { status, body } = await call(operation, input);
      expect({ status, body }).toEqual({ status: 200, body: expect.anything() });
      return body;
    },
    refusal: async (operation, input) => {
      const { status, body } = await call(operation, input);
      expect(status).toBe(400);
      return `${String(body['__type'])}: ${String(body['message'])}`;
    },
  };
}

/** Lets through what carries an `authorization` header, and keeps what was asked. */
function gate(asked: (readonly [string, string])[]): AdministrationGate {
  return (request, action, resource) => {
    asked.push([action, resource]);
    if (request.header('authorization') === undefined) {
      throw new AwsJsonError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    const arn = `arn:aws:iam::${accountId}:user/admin`;
    return {
      principal: { kind: 'aws', accountId, arns: [arn] },
      arn,
      userId: 'AIDA',
      accountId,
      identityPolicies: [],
      permissionsBoundary: undefined,
      sessionPolicies: [],
      context: {},
      cognito: undefined,
    };
  };
}

/** As it would come over the wire. A string body is sent as it is. */
export function aRequest(operation: string, input: unknown, signed = true): SandboxRequest {
  const rawHeaders: [string, string][] = [
    ['content-type', 'application/x-amz-json-1.1'],
    ['x-amz-target', `AWSCognitoIdentityProviderService.${operation}`],
    ...(signed ? [['authorization', 'signed'] as [string, string]] : []),
  ];
  return fromWire(rawHeaders, Buffer.from(typeof input === 'string' ? input : JSON.stringify(input)));
}

function fromWire(rawHeaders: readonly [string, string][], body: Buffer): SandboxRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    host: 'localhost',
    rawHeaders,
    header: (name) => rawHeaders.find(([known]) => known.toLowerCase() === name)?.[1],
    body,
    sourceIp: '127.0.0.1',
    id: '00000000-0000-4000-8000-000000000000',
  };
}

/** Serves a world on a free port, for clients that speak HTTP. */
export async function serve(world: UserPoolWorld): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = Object.entries(incoming.headers).map(
        ([name, value]) => [name, String(value)] as [string, string],
      );
      void world.pools.handle(fromWire(headers, Buffer.concat(chunks))).then((answer) => {
        for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value);
        outgoing.statusCode = answer.status;
        outgoing.end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Signs up and confirms; resolves to the `sub`. */
export async function confirmedUser(
  world: UserPoolWorld,
  name = 'anna@example.com',
  client = clientId,
): Promise<string> {
  const { UserSub } = await world.ok('SignUp', { ClientId: client, Username: name, Password: password });
  await world.ok('ConfirmSignUp', { ClientId: client, Username: name, ConfirmationCode: lastCode(world) });
  return String(UserSub);
}

export function lastCode(world: UserPoolWorld): string {
  return world.pools.mailbox().at(-1)?.content ?? '';
}

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
}

/** Signs in with the password. */
export async function signIn(world: UserPoolWorld, name = 'anna@example.com', client = clientId): Promise<Tokens> {
  const answer = await world.ok('InitiateAuth', passwordSignIn(name, password, client));
  return answer['AuthenticationResult'] as Tokens;
}

export function passwordSignIn(name: string, PASSWORD: string, client = clientId): object {
  return { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client, AuthParameters: { USERNAME: name, PASSWORD } };
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

export function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
