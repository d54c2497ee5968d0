import type { Clock, Ids, Logger } from '../../system/services';
import type { PoolDirectory } from '../../user-pools/pool-directory';
import type { Federation } from './federation';

/** What sign-in at other directories works with. */
export interface FederationServices {
  readonly pools: PoolDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly federation: Federation;
}
