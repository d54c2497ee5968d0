import type { PendingAuthorization } from './pending-authorization';

/** What a code is exchanged for. */
export interface IssuedCode {
  readonly pending: PendingAuthorization;
  readonly subject: string;
}

/** AWS developer guide, token endpoint: a code is good for five minutes, once. */
export const codeMinutes = 5;
