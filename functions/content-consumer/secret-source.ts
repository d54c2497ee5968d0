import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseAppSecrets } from './app-secrets';
import type { AppSecrets } from './app-secrets';
import { upstreamError } from './errors';
import { SingleFlight } from '../shared/single-flight';
import { timeLimits } from './time-limits';
import type { TimeLimit } from '../shared/time-limit';

/** Where the consumer's credentials come from. */
export interface SecretSource {
  /** At most five minutes old, so that a rotated secret is picked up without a deployment. */
  get(): Promise<AppSecrets>;
  /** Read again, whatever is kept. */
  refresh(): Promise<AppSecrets>;
}

/** What the source needs from outside. */
export interface SecretSourceServices {
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly secretArn: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timeLimit: TimeLimit;
}

/** Milliseconds for which a secret is kept. */
export const secretLifetime = 5 * 60 * 1000;

/** Reads the secret when it is first asked for, and once for all who ask at the same time. */
export function createSecretSource(services: SecretSourceServices): SecretSource {
  const flights = new SingleFlight<AppSecrets>();
  let kept: { readonly secrets: AppSecrets; readonly until: number } | undefined;
  const refresh = (): Promise<AppSecrets> =>
    flights.run('secret', async () => {
      const secrets = await read(services);
      kept = { secrets, until: services.now() + secretLifetime };
      return secrets;
    });
  return {
    refresh,
    get: () => (kept !== undefined && services.now() < kept.until ? Promise.resolve(kept.secrets) : refresh()),
  };
}

async function read({ secretsManager, secretArn, timeLimit }: SecretSourceServices): Promise<AppSecrets> {
  const abortSignal = timeLimit(timeLimits.secret);
  try {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: secretArn }), {
      abortSignal,
    });
    return parseAppSecrets(SecretString);
  } catch (error) {
    throw upstreamError('secrets-manager', error);
  }
}
