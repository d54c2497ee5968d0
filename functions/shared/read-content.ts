import { isUtf8 } from 'node:buffer';
import { RefusedRequestError } from './errors';
import type { ApiEvent } from './event';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * The body exactly as it was sent. DynamoDB stores text as UTF-8, so a body that is none is refused, not repaired.
 *
 * @param what belongs there, for the refusal
 * @throws RefusedRequestError 400 for a body that is absent, empty or no UTF-8 text
 */
export function readContent(event: Pick<ApiEvent, 'body' | 'isBase64Encoded'>, what: string): string {
  const { body, isBase64Encoded } = event;
  const content = body !== null && isBase64Encoded ? decode(body, what) : body;
  if (content === null || content === '') {
    throw new RefusedRequestError(400, 'body-empty', `The body is empty. Send ${what} as the body.`);
  }
  if (loneSurrogate.test(content)) {
    throw notUtf8(what);
  }
  return content;
}

function decode(body: string, what: string): string {
  if (!base64.test(body)) {
    throw new RefusedRequestError(
      400,
      'body-not-base64',
      'The body is marked as base64 but is not. Send base64 or plain text.',
    );
  }
  const bytes = Buffer.from(body, 'base64');
  if (!isUtf8(bytes)) {
    throw notUtf8(what);
  }
  return bytes.toString();
}

function notUtf8(what: string): RefusedRequestError {
  return new RefusedRequestError(400, 'body-not-utf8', `The body is not UTF-8 text. Send ${what} as UTF-8 text.`);
}
