import type { AppSecrets } from './app-secrets';
import { requestToken } from './client-credentials';
import type { GrantServices } from './client-credentials';
import { UpstreamError } from './errors';
import type { SecretSource } from './secret-source';
import { SingleFlight } from '../shared/single-flight';

/** What the consumer may ask for. */
export type WantedScope = 'read' | 'write';

/** Where access tokens come from. */
export interface TokenSource {
  /** A token that lives long enough to be used. */
  get(scope: WantedScope): Promise<string>;
  /**
   * Another token than the one that was refused, got with the secret as it is now; `undefined` where one was replaced so
   * recently that a further one would be refused too.
   */
  replace(scope: WantedScope, refused: string): Promise<string | undefined>;
}

/** What the source needs from outside. */
export interface TokenSourceServices extends GrantServices {
  readonly secrets: SecretSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface KeptToken {
  readonly accessToken: string;
  readonly until: number;
}

/** Milliseconds. Tokens cost money: an API that refuses all of them must not make the consumer fetch one a request. */
export const replacementPause = 10_000;

/** A token is given up a minute before it expires, a short-lived one when a tenth of its life is left. */
const longestMargin = 60;

/** One token a scope, fetched once for all who ask at the same time, and kept until shortly before it expires. */
export function createTokenSource(services: TokenSourceServices): TokenSource {
  const flights = new SingleFlight<string>();
  const kept = new Map<WantedScope, KeptToken>();
  const replaced = new Map<WantedScope, number>();
  const obtain = async (scope: WantedScope, secrets: AppSecrets): Promise<string> => {
    const askedAt = services.now();
    const { accessToken, expiresIn } = await requestToken(services, secrets, secrets[`${scope}Scope`]);
    const usable = expiresIn - Math.min(longestMargin, expiresIn / 10);
    kept.set(scope, { accessToken, until: askedAt + usable * 1000 });
    return accessToken;
  };
  return {
    async get(scope) {
      const held = kept.get(scope);
      return held !== undefined && services.now() < held.until
        ? held.accessToken
        : flights.run(scope, () => withCurrentSecret(services.secrets, (secrets) => obtain(scope, secrets)));
    },
    async replace(scope, refused) {
      const held = kept.get(scope);
      if (held !== undefined && held.accessToken !== refused) {
        return held.accessToken;
      }
      const running = flights.running(scope);
      const now = services.now();
      if (running !== undefined || now - (replaced.get(scope) ?? -Infinity) < replacementPause) {
        return running;
      }
      replaced.set(scope, now);
      return flights.run(scope, async () => obtain(scope, await services.secrets.refresh()));
    },
  };
}

/** A secret that was rotated after it was read is read again, once. */
async function withCurrentSecret(source: SecretSource, use: (secrets: AppSecrets) => Promise<string>): Promise<string> {
  const secrets = await source.get();
  try {
    return await use(secrets);
  } catch (error) {
    if (!(error instanceof UpstreamError && error.reason === 'invalid-client')) {
      throw error;
    }
    const current = await source.refresh();
    if (current.clientId === secrets.clientId && current.clientSecret === secrets.clientSecret) {
      throw error;
    }
    return use(current);
  }
}
