import type { Clock, Ids, Logger } from '../system/services';
import type { AdministrationGate } from './administration-gate';
import type { Mailbox } from './mailbox';
import type { PoolDirectory } from './pool-directory';

/** What operations work with; each takes the part that it needs. */
export interface UserPoolServices {
  readonly pools: PoolDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly mailbox: Mailbox;
  readonly administration: AdministrationGate;
}
