import type { CryptoKey } from 'jose';
import { ExchangeError } from '../shared/errors';
import type { Exchange } from '../shared/exchange';
import type { Logger } from '../shared/logger';
import { SingleFlight } from '../shared/single-flight';
import { DependencyError } from './errors';
import { parseKeySet } from './key-set';
import type { KeySet } from './key-set';

/** Where an issuer's keys come from. */
export interface KeySource {
  /**
   * @returns undefined where the issuer has no such key
   * @throws DependencyError where that cannot be told
   */
  key(kid: string): Promise<CryptoKey | undefined>;
}

/** What the source needs from outside. */
export interface KeySourceServices {
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Milliseconds. Keys are read again after an hour, so that a withdrawn one is forgotten; while they cannot be, the known
 * ones serve for a day. An unknown `kid` has them read again at most every 30 s, because anybody can make one up; after a
 * failure the next try waits a second.
 */
export const keyTimes = { fresh: 3_600_000, usable: 86_400_000, coolDown: 30_000, afterFailure: 1000 } as const;

/** For the whole download. */
export const keyLimits = { milliseconds: 1500, bytes: 65_536 } as const;

interface Known {
  readonly keys: KeySet;
  readonly at: number;
}

/** Reads an issuer's keys when they are first needed, and keeps them across invocations. */
export function createKeySource(services: KeySourceServices, jwksUri: string): KeySource {
  const flights = new SingleFlight<Known>();
  let known: Known | undefined;
  let failure: { readonly error: DependencyError; readonly at: number } | undefined;
  const age = (at: number): number => {
    const passed = services.now() - at;
    return passed < 0 ? Infinity : passed;
  };
  const read = (): Promise<Known> => {
    if (failure !== undefined && age(failure.at) < keyTimes.afterFailure) {
      return Promise.reject(failure.error);
    }
    return flights.run(jwksUri, async () => {
      try {
        known = { keys: await download(services, jwksUri), at: services.now() };
        failure = undefined;
        return known;
      } catch (error) {
        const reported = asDependencyError(error);
        failure = { error: reported, at: services.now() };
        services.logger.error('keys-not-read', { upstream: 'keys', reason: reported.reason, ...reported.fields });
        throw reported;
      }
    });
  };
  const current = async (): Promise<Known> => {
    const kept = known;
    if (kept !== undefined && age(kept.at) < keyTimes.fresh) {
      return kept;
    }
    return read().catch((error: unknown) => {
      if (kept !== undefined && age(kept.at) < keyTimes.usable) {
        return kept;
      }
      throw error;
    });
  };
  return {
    async key(kid) {
      const { keys, at } = await current();
      return keys.get(kid) ?? (age(at) < keyTimes.coolDown ? undefined : (await read()).keys.get(kid));
    },
  };
}

async function download({ exchange }: KeySourceServices, url: string): Promise<KeySet> {
  const { status, body } = await exchange({
    method: 'GET',
    url,
    headers: { Accept: 'application/json' },
    milliseconds: keyLimits.milliseconds,
    maximumBytes: keyLimits.bytes,
  });
  if (status !== 200) {
    throw new DependencyError('keys', 'refused', { upstreamStatus: status });
  }
  const keys = await parseKeySet(body);
  if (keys === undefined) {
    throw new DependencyError('keys', 'not-understood');
  }
  return keys;
}

function asDependencyError(error: unknown): DependencyError {
  if (error instanceof DependencyError) {
    return error;
  }
  return new DependencyError('keys', error instanceof ExchangeError ? error.reason : 'failed');
}
