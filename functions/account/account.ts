import { BodyReader } from '../shared/body-reader';
import type { ApiEvent } from '../shared/event';

/** What a customer tells about themselves. */
export interface Account {
  readonly displayName: string;
  readonly address: string;
  /** How often it was written; 0 before the first time. */
  readonly version: number;
}

/**
 * The account as its owner wants it, with the version that the owner has read.
 *
 * @throws RefusedRequestError 400 naming all faults
 */
export function readAccount(event: ApiEvent): Account {
  const body = new BodyReader(event, 'the account');
  return body.done({
    displayName: body.text('displayName', { least: 1, most: 100 }),
    address: body.text('address', { least: 0, most: 500 }),
    version: body.wholeNumber('version', { least: 0, most: 2 ** 31 }),
  });
}
