import { createHash } from 'node:crypto';
import type { SignedRequest } from './caller';
import { decodeQuery } from './query';
import { type Refusal, refused } from './signature-refusals';

/** All that a client says about its signature, in a header or in the query. */
export interface SignatureParameters {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** As the client lists them: the protocol has them in lower case and in order. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As sent; its form is not checked yet. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Of a presigned URL; `undefined` where it does not say. */
  readonly expiresSeconds: number | undefined;
}

/** `<date>/<region>/<service>/aws4_request` */
export interface CredentialScope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** What was read, or why it could not be. */
export type ReadParameters = { readonly kind: 'read'; readonly parameters: SignatureParameters } | Refusal;

const algorithm = 'AWS4-HMAC-SHA256';
/** A presigned URL lives for a week at most. */
const longestExpirySeconds = 604_800;

/** Finds the signature of a request. A request that has none is `missing-authentication-token`. */
export function readSignatureParameters(request: SignedRequest): ReadParameters {
  const authorization = request.header('authorization')?.trim();
  if (authorization !== undefined && authorization !== '') return fromHeader(request, authorization);
  const query = new Map(decodeQuery(request.query).map(({ name, value }) => [name, value]));
  const presigned = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature'].some((name) => query.has(name));
  return presigned ? fromQuery(query) : refused('missing-authentication-token', 'Missing Authentication Token');
}

function fromHeader(request: SignedRequest, authorization: string): ReadParameters {
  const hash = createHash('sha256').update(authorization).digest('base64');
  const pairs = keyValuePairs(authorization);
  if (pairs === undefined) {
    return incomplete(
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash}'.`,
    );
  }
  const date = request.header('x-amz-date') ?? request.header('date');
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !pairs.has(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (date === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0 || date === undefined) {
    return incomplete(`${missing.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`);
  }
  return withCredential(pairs.get('Credential') ?? '', {
    form: 'header',
    signedHeaders: headerNames(pairs.get('SignedHeaders')),
    signature: pairs.get('Signature') ?? '',
    date: date.trim(),
    sessionToken: request.header('x-amz-security-token')?.trim(),
    expiresSeconds: undefined,
  });
}

/** `undefined` where a part has no equal sign. The algorithm's name alone has no parts. */
function keyValuePairs(authorization: string): ReadonlyMap<string, string> | undefined {
  const rest = new RegExp(`^${algorithm}(?=\\s|$)`).test(authorization)
    ? authorization.slice(algorithm.length)
    : authorization;
  const parts = rest
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.some((part) => !part.includes('='))) return undefined;
  // Without the algorithm nothing is a parameter of it: `Bearer x=` is none, nor is another algorithm's.
  if (rest === authorization) return new Map();
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1)]));
}

function fromQuery(query: ReadonlyMap<string, string>): ReadParameters {
  const missing = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    .filter((name) => (query.get(name) ?? '') === '')
    .map((name) => `AWS query-string parameters must include '${name}'.`);
  if (missing.length > 0) return incomplete(`${missing.join(' ')} Re-examine the query-string parameters.`);
  if (query.get('X-Amz-Algorithm') !== algorithm) {
    return incomplete(
      `Unsupported AWS 'algorithm': '${query.get('X-Amz-Algorithm')}'. Only '${algorithm}' is supported.`,
    );
  }
  const expires = query.get('X-Amz-Expires');
  if (expires !== undefined && !(/^\d{1,6}$/.test(expires) && Number(expires) <= longestExpirySeconds)) {
    return incomplete(`X-Amz-Expires must be a number of seconds from 0 to ${longestExpirySeconds}. Got '${expires}'.`);
  }
  return withCredential(query.get('X-Amz-Credential') ?? '', {
    form: 'query',
    signedHeaders: headerNames(query.get('X-Amz-SignedHeaders')),
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    sessionToken: query.get('X-Amz-Security-Token'),
    expiresSeconds: expires === undefined ? undefined : Number(expires),
  });
}

function withCredential(
  credential: string,
  others: Omit<SignatureParameters, 'accessKeyId' | 'scope'>,
): ReadParameters {
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || !terminator || more.length > 0) {
    return incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return {
    kind: 'read',
    parameters: { ...others, accessKeyId, scope: { date, region, service, terminator } },
  };
}

const headerNames = (list: string | undefined): readonly string[] => (list ?? '').split(';');

const incomplete = (message: string): Refusal => refused('incomplete-signature', message);
