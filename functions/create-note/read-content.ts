import { isUtf8 } from 'node:buffer';
import { RefusedRequestError } from '../shared/errors';
import type { ApiEvent } from '../shared/event';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * The body exactly as it was sent. DynamoDB stores text as UTF-8, so a body that is none is refused, not repaired.
 *
 * @throws RefusedRequestError 400 for a body that is absent, empty or no UTF-8 text
 */
export function readContent({ body, isBase64Encoded }: Pick<ApiEvent, 'body' | 'isBase64Encoded'>): string {
  const content = body !== null && isBase64Encoded ? decode(body) : body;
  if (content === null || content === '') {
    throw new RefusedRequestError(400, 'body-empty', 'The body is empty. Send the note as the body.');
  }
  if (loneSurrogate.test(content)) {
    throw notUtf8();
  }
  return content;
}

function decode(body: string): string {
  if (!base64.test(body)) {
    throw new RefusedRequestError(
      400,
      'body-not-base64',
      'The body is marked as base64 but is not. Send base64 or plain text.',
    );
  }
  const bytes = Buffer.from(body, 'base64');
  if (!isUtf8(bytes)) {
    throw notUtf8();
  }
  return bytes.toString();
}

function notUtf8(): RefusedRequestError {
  return new RefusedRequestError(400, 'body-not-utf8', 'The body is not UTF-8 text. Send the note as UTF-8 text.');
}
