import { OneTimeStore } from '../../user-pools/one-time-store';
import type { Clock, Ids } from '../../system/services';
import type { PendingAuthorization } from '../authorization/pending-authorization';

/** What sign-in at other directories is composed of. */
export interface FederationProps {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Issuer, entity or metadata URL to the URL of what stands for it on this computer. */
  readonly stands?: ReadonlyMap<string, string> | undefined;
}

/** A sign-in that waits for an identity provider's answer. */
export interface StartedFederation {
  readonly poolId: string;
  readonly provider: string;
  readonly pending: PendingAuthorization;
}

/** What is kept between sending a browser to an identity provider and its coming back. */
export class Federation {
  readonly started: OneTimeStore<StartedFederation>;

  constructor(readonly props: FederationProps) {
    this.started = new OneTimeStore(props.clock, props.ids);
  }
}
