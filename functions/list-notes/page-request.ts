import { RefusedRequestError } from '../shared/errors';
import type { ApiEvent } from '../shared/event';

/** Which notes of the caller are asked for. */
export interface PageRequest {
  readonly limit: number;
  /** The note after which the page begins; from the first where it is absent. */
  readonly after: string | undefined;
}

const defaultLimit = 20;
const largestLimit = 100;
const noteIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws RefusedRequestError 400 naming the value and what is allowed */
export function readPageRequest({ queryStringParameters }: Pick<ApiEvent, 'queryStringParameters'>): PageRequest {
  return { limit: readLimit(queryStringParameters?.['limit']), after: readCursor(queryStringParameters?.['cursor']) };
}

/**
 * Where the next page begins. It holds the note's id alone: the partition is always the caller's own, so a forged cursor
 * leads to no one else's notes.
 */
export function cursorAfter(noteId: string): string {
  return Buffer.from(noteId).toString('base64url');
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
  const noteId = Buffer.from(text, 'base64url').toString();
  if (!noteIdPattern.test(noteId) || cursorAfter(noteId) !== text) {
    throw new RefusedRequestError(
      400,
      'cursor-not-ours',
      `cursor is ${quote(text)}; allowed: the cursor of the previous page. Leave it out to start from the first note.`,
    );
  }
  return noteId;
}

function quote(text: string): string {
  const longest = 60;
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
