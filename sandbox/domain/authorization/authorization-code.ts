import type { PendingAuthorization } from './pending-authorization';

/** What a code is exchanged for. */
export interface IssuedCode {
  readonly pending: PendingAuthorization;
  readonly subject: string;
  /** When the user showed who they are: a session may have begun long before. Seconds since 1970. */
  readonly authTime: number;
}

/** AWS developer guide, token endpoint: a code is good for five minutes, once. */
export const codeMinutes = 5;
