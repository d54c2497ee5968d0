import type { Clock, Ids, Logger } from '../system/services';
import type { StoredSecret } from './stored-secret';

/** What operations work with. */
export interface SecretsManagerServices {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** One operation on a secret that was found and may be acted upon. It returns what is sent as JSON. */
export type SecretOperation = (
  services: SecretsManagerServices,
) => (secret: StoredSecret, input: unknown) => Readonly<Record<string, unknown>>;
