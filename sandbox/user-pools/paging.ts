import { invalidPageToken } from './errors';

/** A page, and the token of the next one if there is more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Cuts a page out of a list. The token is opaque to clients. Throws for a token that no page gave. */
export function pageOf<T>(
  all: readonly T[],
  { limit, token }: { readonly limit: number | undefined; readonly token: string | undefined },
): Page<T> {
  const start = token === undefined ? 0 : readToken(token);
  const end = start + (limit ?? 60);
  return {
    items: all.slice(start, end),
    next: end < all.length ? Buffer.from(`from:${end}`).toString('base64url') : undefined,
  };
}

function readToken(token: string): number {
  const [, position] = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (position === undefined) throw invalidPageToken();
  return Number(position);
}
