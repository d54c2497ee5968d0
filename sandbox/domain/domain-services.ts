import type { Clock, Ids } from '../system/services';
import { OneTimeStore } from '../user-pools/one-time-store';
import type { UserPoolServices } from '../user-pools/user-pool-services';
import type { IssuedCode } from './authorization/authorization-code';
import { BrowserSessions } from './browser-sessions';
import { FormTokens } from './form-tokens';
import type { Federation } from './federation/federation';

/** What domains remember. Gone with the process. */
export interface DomainState {
  /** Codes that applications have not exchanged yet. */
  readonly codes: OneTimeStore<IssuedCode>;
  readonly sessions: BrowserSessions;
  readonly formTokens: FormTokens;
}

/** What the endpoints of a domain work with. */
export interface DomainServices extends Omit<UserPoolServices, 'administration'> {
  readonly state: DomainState;
  readonly federation: Federation;
}

/** Nobody has signed in yet. */
export function emptyState(clock: Clock, ids: Ids): DomainState {
  return {
    codes: new OneTimeStore(clock, ids),
    sessions: new BrowserSessions(clock, ids),
    formTokens: new FormTokens(ids),
  };
}
