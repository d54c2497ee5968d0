import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { Blueprint, LambdaFunction, Role } from '../../../blueprint/model';
import type {
  Caller,
  CredentialStore,
  StoredCredentials,
  TemporaryCredentials,
} from '../../../sandbox/credentials/caller';
import type { RequestHandler, SandboxRequest } from '../../../sandbox/http/message';
import type { Clock, Ids, LogFields, Logger } from '../../../sandbox/system/services';

export const region = 'us-east-1';
export const accountId = '123456789012';

export const emptyBlueprint: Blueprint = {
  region,
  accountId,
  stacks: [],
  restApis: [],
  functions: [],
  userPools: [],
  identityPools: [],
  samlProviders: [],
  openIdConnectProviders: [],
  roles: [],
  tables: [],
  secrets: [],
};

/** A clock that stands still until it is moved. */
export function standingClock(start = Date.UTC(2026, 0, 1)): Clock & { move(milliseconds: number): void } {
  let now = start;
  return {
    now: () => now,
    move: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export const ids: Ids = {
  uuid: () => randomUUID(),
  bytes: (length) => randomBytes(length),
  text: (length, alphabet) => Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join(''),
};

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields;
}

export function recordingLogger(): Logger & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      lines.push({ level, event, fields });
    };
  return { lines, info: log('info'), warn: log('warn'), error: log('error') };
}

export function roleNamed(name: string, trustPolicy: Role['trustPolicy']): Role {
  return {
    stack: 'test',
    address: `aws_iam_role.${name}`,
    name,
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    uniqueId: `AROA${name.toUpperCase()}`,
    maxSessionSeconds: 3600,
    trustPolicy,
    policies: [],
    permissionsBoundary: undefined,
  };
}

export const trustLambda = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export function callerFor(roleArn: string, sessionName: string): Caller {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`;
  return {
    principal: { kind: 'aws', accountId, arns: [arn, roleArn] },
    arn,
    userId: `AROAEXAMPLE:${sessionName}`,
    accountId,
    identityPolicies: [],
    permissionsBoundary: undefined,
    sessionPolicies: [],
    context: {},
    cognito: undefined,
  };
}

/** A credential store that remembers what it issued. */
export function recordingCredentials(clock: Clock): CredentialStore & { readonly issued: StoredCredentials[] } {
  const issued: StoredCredentials[] = [];
  return {
    issued,
    issueTemporary(caller, durationSeconds): TemporaryCredentials {
      const made = {
        accessKeyId: `ASIA${issued.length}`,
        secretAccessKey: 'secret',
        sessionToken: `token${issued.length}`,
        expiration: clock.now() + durationSeconds * 1000,
      };
      issued.push({ ...made, caller });
      return made;
    },
    issueLongTerm: () => ({ accessKeyId: 'AKIA0', secretAccessKey: 'secret' }),
    find: (accessKeyId) => issued.find((one) => one.accessKeyId === accessKeyId),
  };
}

const cleanups: (() => Promise<void> | void)[] = [];

/** Runs at the end of the test file that asked for it, also from within `beforeAll`. */
export const atEnd = (cleanup: () => Promise<void> | void): number => cleanups.push(cleanup);

afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a zip of the given files and returns its path. */
export function writeZip(folder: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, `${randomUUID()}.zip`);
  writeFileSync(path, zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
  return path;
}

export function functionNamed(name: string, archivePath: string, change: Partial<LambdaFunction> = {}): LambdaFunction {
  return {
    stack: 'test',
    address: `aws_lambda_function.${name}`,
    name,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    timeoutSeconds: 5,
    memoryMegabytes: 128,
    environment: {},
    roleArn: `arn:aws:iam::${accountId}:role/function`,
    archivePath,
    logGroupName: `/aws/lambda/${name}`,
    permissions: [],
    ...change,
  };
}

/** Serves on loopback until the tests of the file are over. */
export async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server: Server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

/** Serves one of the sandbox's services to real clients. */
export function listenWith(handler: RequestHandler): Promise<number> {
  return listen((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      handler(requestOf(incoming, Buffer.concat(chunks))).then(
        (response) =>
          outgoing.writeHead(response.status, response.headers as Record<string, string>).end(response.body),
        (error: unknown) => outgoing.writeHead(599, { 'content-type': 'text/plain' }).end(String(error)),
      );
    });
  });
}

function requestOf(incoming: IncomingMessage, body: Buffer): SandboxRequest {
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
  const rawHeaders = incoming.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 ? [[name, all[index + 1] ?? ''] as const] : [],
  );
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    host: incoming.headers.host ?? '',
    rawHeaders,
    header: (name) => {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(',') : value;
    },
    body,
    sourceIp: '127.0.0.1',
    id: randomUUID(),
  };
}
