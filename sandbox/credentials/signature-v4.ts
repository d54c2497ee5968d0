import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../system/services';
import { bodyHash, canonicalRequest } from './canonical-request';
import type { CredentialStore, SignatureVerifier, SignedRequest, StoredCredentials } from './caller';
import { basicFormat, parseSignatureDate } from './signature-date';
import { readSignatureParameters, type SignatureParameters } from './signature-parameters';
import { expiredToken, invalidToken, type Refusal, refused, signatureMismatch } from './signature-refusals';

/** What a verifier needs. */
export interface SignatureServices {
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  /**
   * How far the client's clock may be off, in either direction.
   *
   * @default 5 minutes, as API Gateway has it
   */
  readonly skewMilliseconds?: number;
}

/** What a check has to go by. `signedAt` is what the client's date says, in milliseconds since 1970. */
interface Claim {
  readonly parameters: SignatureParameters;
  readonly signedAt: number;
  readonly now: number;
  readonly skewMilliseconds: number;
}

/**
 * Verifies Signature Version 4, in the `Authorization` header or as a presigned URL, against the request as it came
 * over the wire. A refusal carries AWS's text.
 */
export function createSignatureVerifier(services: SignatureServices): SignatureVerifier {
  const { credentials, clock, skewMilliseconds = 5 * 60_000 } = services;
  return (request, scope) => {
    const read = readSignatureParameters(request);
    if (read.kind === 'refused') return read;
    const { parameters } = read;
    const signedAt = parseSignatureDate(parameters.date);
    if (signedAt === undefined) return malformedDate(parameters.date);
    const stored = credentials.find(parameters.accessKeyId);
    if (stored === undefined) return invalidToken('invalid-key-id');
    const now = clock.now();
    const refusal =
      checkToken(parameters, stored, now) ??
      checkScope(parameters, scope, signedAt) ??
      checkTime({ parameters, signedAt, now, skewMilliseconds }) ??
      checkCoverage(request, parameters) ??
      checkSignature(request, { parameters, signedAt, stored });
    return refusal ?? { kind: 'verified', caller: stored.caller, accessKeyId: stored.accessKeyId };
  };
}

const malformedDate = (date: string): Refusal =>
  refused(
    'incomplete-signature',
    `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );

function checkToken(
  { sessionToken }: SignatureParameters,
  stored: StoredCredentials,
  now: number,
): Refusal | undefined {
  // Some clients send an empty token with keys that have none.
  if (!equal(sessionToken ?? '', stored.sessionToken ?? '')) return invalidToken('invalid-session-token');
  return stored.expiration !== undefined && now >= stored.expiration ? expiredToken() : undefined;
}

function checkScope(
  { scope }: SignatureParameters,
  expected: Parameters<SignatureVerifier>[1],
  signedAt: number,
): Refusal | undefined {
  if (scope.terminator !== 'aws4_request') {
    return refused(
      'signature-mismatch',
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'.`,
    );
  }
  // The space at the end is AWS's.
  if (scope.region !== expected.region)
    return refused('wrong-region', 'Credential should be scoped to a valid region. ');
  if (scope.service !== expected.service) {
    return refused('wrong-service', `Credential should be scoped to correct service: '${expected.service}'.`);
  }
  const date = basicFormat(signedAt);
  return scope.date === date.slice(0, 8)
    ? undefined
    : refused(
        'signature-mismatch',
        `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${date.slice(0, 8)}', from '${date}'.`,
      );
}

function checkTime({ parameters, signedAt, now, skewMilliseconds }: Claim): Refusal | undefined {
  const validFor = parameters.expiresSeconds === undefined ? skewMilliseconds : parameters.expiresSeconds * 1000;
  if (signedAt < now - validFor) {
    return refused(
      'signature-expired',
      `Signature expired: ${basicFormat(signedAt)} is now earlier than ${basicFormat(now - validFor)} (${basicFormat(now)} - ${period(validFor)}.)`,
    );
  }
  if (signedAt > now + skewMilliseconds) {
    return refused(
      'signature-not-yet-current',
      `Signature not yet current: ${basicFormat(signedAt)} is still later than ${basicFormat(now + skewMilliseconds)} (${basicFormat(now)} + ${period(skewMilliseconds)}.)`,
    );
  }
  return undefined;
}

const period = (milliseconds: number): string =>
  milliseconds % 60_000 === 0 ? `${milliseconds / 60_000} min` : `${milliseconds / 1000} sec`;

/** Without the host a signed request could be replayed elsewhere; without the target header, as another operation. */
function checkCoverage(request: SignedRequest, { signedHeaders }: SignatureParameters): Refusal | undefined {
  const missing = ['host', ...namedHeaders].find(
    (name) => !signedHeaders.includes(name) && (name === 'host' || request.header(name) !== undefined),
  );
  if (missing === undefined) return undefined;
  const shown = missing === 'host' ? "'Host' or ':authority'" : `'${missing}'`;
  return refused('signature-mismatch', `${shown} must be a 'SignedHeader' in the AWS Authorization.`);
}

/** Headers that change what a request means. The session token is not one: it is compared, and some clients add it unsigned. */
const namedHeaders = ['x-amz-target', 'x-amz-content-sha256'] as const;

interface Signed {
  readonly parameters: SignatureParameters;
  readonly signedAt: number;
  readonly stored: StoredCredentials;
}

function checkSignature(request: SignedRequest, { parameters, signedAt, stored }: Signed): Refusal | undefined {
  const { scope } = parameters;
  const canonical = canonicalRequest(request, parameters);
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    basicFormat(signedAt),
    `${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`,
    createHash('sha256').update(canonical, 'latin1').digest('hex'),
  ].join('\n');
  const key = [scope.date, scope.region, scope.service, scope.terminator].reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`AWS4${stored.secretAccessKey}`),
  );
  const expected = createHmac('sha256', key).update(stringToSign).digest('hex');
  // Among the values refused is UNSIGNED-PAYLOAD, which is S3's alone.
  const claimedHash = request.header('x-amz-content-sha256');
  const bodyIsAsClaimed = claimedHash === undefined || equal(claimedHash.trim(), bodyHash(request));
  return equal(parameters.signature, expected) && bodyIsAsClaimed
    ? undefined
    : signatureMismatch(canonical, stringToSign);
}

/** Takes the same time wherever the texts differ. */
function equal(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
