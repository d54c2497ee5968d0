import { RefusedRequestError } from './errors';
import type { ApiEvent } from './event';

/** Which part of a list is asked for. */
export interface PageRequest {
  readonly limit: number;
  /** Id of the item after which the page begins; from the beginning where it is absent. */
  readonly after: string | undefined;
}

const defaultLimit = 20;
const largestLimit = 100;
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws RefusedRequestError 400 naming the value and what is allowed */
export function readPageRequest({ queryStringParameters }: Pick<ApiEvent, 'queryStringParameters'>): PageRequest {
  return { limit: readLimit(queryStringParameters?.['limit']), after: readCursor(queryStringParameters?.['cursor']) };
}

/**
 * Where the next page begins. It holds the item's id alone: the partition of what is a caller's own is always the
 * caller's, so a forged cursor leads to no one else's items.
 */
export function cursorAfter(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function readLimit(text: string | undefined): number {
  if (text === undefined) {
    return defaultLimit;
  }
  const limit = /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > largestLimit) {
    throw new RefusedRequestError(
      400,
      'limit-out-of-range',
      `limit is ${quote(text)}; allowed: a whole number from 1 to ${largestLimit}.`,
    );
  }
  return limit;
}

function readCursor(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const id = Buffer.from(text, 'base64url').toString();
  if (!idPattern.test(id) || cursorAfter(id) !== text) {
    throw new RefusedRequestError(
      400,
      'cursor-not-ours',
      `cursor is ${quote(text)}; allowed: the cursor of the previous page. Leave it out to start from the beginning.`,
    );
  }
  return id;
}

function quote(text: string): string {
  const longest = 60;
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
