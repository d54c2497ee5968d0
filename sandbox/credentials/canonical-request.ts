import { createHash } from 'node:crypto';
import type { SignedRequest } from './caller';
import { decodeQuery, encodeBytes, toBytes } from './query';
import type { SignatureParameters } from './signature-parameters';

/** What the client must have signed, as Signature Version 4 defines it for every service but S3. A binary string. */
export function canonicalRequest(request: SignedRequest, parameters: SignatureParameters): string {
  return toBytes(
    [
      request.method,
      canonicalPath(request.path),
      canonicalQuery(request.query, parameters.form),
      ...parameters.signedHeaders.map((name) => `${name}:${canonicalValue(request.header(name))}`),
      '',
      parameters.signedHeaders.join(';'),
      bodyHash(request),
    ].join('\n'),
  );
}

/** Always that of the body that came: what the client claims of it in a header is not believed. */
export const bodyHash = (request: SignedRequest): string => createHash('sha256').update(request.body).digest('hex');

/** Dot segments and repeated slashes resolved, then each segment encoded once more. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of toBytes(path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encodeBytes(segment));
  }
  const end = path.endsWith('/') && segments.length > 0 ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** A presigned URL cannot sign its own signature. Beside a header, a parameter of that name is one like any other. */
function canonicalQuery(query: string, form: SignatureParameters['form']): string {
  return decodeQuery(query)
    .filter(({ name }) => form === 'header' || name !== 'X-Amz-Signature')
    .map(({ name, value }) => [encodeBytes(name), encodeBytes(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code point: the order must not depend on the language of the computer. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const canonicalValue = (value: string | undefined): string => (value ?? '').trim().replace(/ +/g, ' ');
