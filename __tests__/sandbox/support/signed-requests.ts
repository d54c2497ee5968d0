import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SandboxRequest } from '../../../sandbox/http/message';
import type { Caller } from '../../../sandbox/credentials/caller';
import type { Clock, Ids } from '../../../sandbox/system/services';

export const now = Date.UTC(2026, 2, 4, 12, 30, 0);

export interface MovableClock extends Clock {
  set(time: number): void;
}

export function clockAt(time = now): MovableClock {
  let current = time;
  return { now: () => current, set: (next) => (current = next) };
}

/** The same ids in each run: the n-th is a hash of n. */
export function countingIds(): Ids {
  let count = 0;
  const next = (): Buffer =>
    createHash('sha512')
      .update(`id ${(count += 1)}`)
      .digest();
  const bytes = (length: number): Buffer => {
    const chunks: Buffer[] = [];
    for (let size = 0; size < length; size += 64) chunks.push(next());
    return Buffer.concat(chunks).subarray(0, length);
  };
  return {
    uuid: () =>
      next()
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    bytes,
    text: (length, alphabet) => [...bytes(length)].map((byte) => alphabet[byte % alphabet.length]).join(''),
  };
}

export interface Wire {
  readonly method?: string;
  /** As sent, with its query. */
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly body?: string | Buffer;
}

/** A request as the server reads it. */
export function request({ method = 'GET', url = '/', headers = {}, body = '' }: Wire): SandboxRequest {
  const [path = '/', ...query] = url.split('?');
  const rawHeaders = (Array.isArray(headers) ? headers : Object.entries(headers)) as readonly (readonly [
    string,
    string,
  ])[];
  const header = (name: string): string | undefined => {
    const values = rawHeaders.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(',');
  };
  return {
    method,
    path,
    query: query.join('?'),
    host: header('host') ?? '',
    rawHeaders,
    header,
    body: Buffer.from(body),
    sourceIp: '127.0.0.1',
    id: '11111111-2222-3333-4444-555555555555',
  };
}

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningOptions {
  readonly keys: Keys;
  readonly service?: string;
  readonly region?: string;
  readonly at?: number;
  readonly presignSeconds?: number;
}

export const host = 'localhost:3000';

/** Signs with the signer that the AWS SDK itself uses. */
export async function sign(wire: Wire, options: SigningOptions): Promise<Wire> {
  const { keys, service = 'execute-api', region = 'eu-central-1', at = now, presignSeconds } = options;
  const signer = new SignatureV4({ credentials: keys, region, service, sha256: Sha256 });
  const [path = '/', query = ''] = (wire.url ?? '/').split('?');
  const toSign = {
    method: wire.method ?? 'GET',
    protocol: 'http:',
    hostname: 'localhost',
    path,
    query: queryBag(query),
    headers: { host, ...(wire.headers as Record<string, string> | undefined) },
    body: wire.body,
  };
  if (presignSeconds === undefined) {
    const signed = await signer.sign(toSign, { signingDate: new Date(at) });
    return { ...wire, headers: signed.headers };
  }
  const signed = await signer.presign(toSign, { signingDate: new Date(at), expiresIn: presignSeconds });
  const url = new URL(`http://${host}${path}`);
  for (const [name, value] of Object.entries(signed.query ?? {})) {
    for (const one of [value].flat()) url.searchParams.append(name, one ?? '');
  }
  return { ...wire, url: `${path}?${url.searchParams.toString()}`, headers: signed.headers };
}

function queryBag(query: string): Record<string, string[]> {
  const bag: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) (bag[name] ??= []).push(value);
  return bag;
}

/** A caller as temporary credentials that were issued `now` make one known. */
export const asIssued = (who: Caller): Caller => ({
  ...who,
  context: { ...who.context, 'aws:TokenIssueTime': new Date(now).toISOString().replace('.000', '') },
});

export function caller(overrides: Partial<Caller> = {}): Caller {
  const arn = 'arn:aws:sts::111122223333:assumed-role/dev-authenticated/CognitoIdentityCredentials';
  return {
    principal: {
      kind: 'aws',
      accountId: '111122223333',
      arns: [arn, 'arn:aws:iam::111122223333:role/dev-authenticated'],
    },
    arn,
    userId: 'AROAEXAMPLE:CognitoIdentityCredentials',
    accountId: '111122223333',
    identityPolicies: [],
    permissionsBoundary: undefined,
    sessionPolicies: [],
    context: {},
    cognito: undefined,
    ...overrides,
  };
}
