import { hash } from 'node:crypto';
import type { TokenVerifier, VerifiedToken } from './verify-token';

/** What the memory needs from outside. */
export interface VerifiedTokensServices {
  readonly verify: TokenVerifier;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tokens at most, and milliseconds for which a key that the issuer withdrew can still be believed. */
export const memoryLimits = { tokens: 1000, milliseconds: 300_000 } as const;

interface Remembered {
  readonly token: VerifiedToken;
  readonly since: number;
}

/**
 * Remembers which tokens were verified, so that the same one need not be again. The memory holds a digest instead of the
 * token, is bounded, and never speaks for a token past its `exp`. Refusals are not remembered.
 */
export function rememberVerified({ verify, now }: VerifiedTokensServices): TokenVerifier {
  const memory = new Map<string, Remembered>();
  return async (authorization) => {
    const key = hash('sha256', authorization, 'base64');
    const at = now();
    const remembered = memory.get(key);
    memory.delete(key);
    if (remembered !== undefined && isCurrent(remembered, at)) {
      memory.set(key, remembered);
      return remembered.token;
    }
    const token = await verify(authorization);
    memory.set(key, { token, since: at });
    forgetOldest(memory);
    return token;
  };
}

/** A clock that was moved back makes what is remembered younger than nothing: it is verified again. */
function isCurrent({ token, since }: Remembered, now: number): boolean {
  return now >= since && now < since + memoryLimits.milliseconds && now < token.expiresAt;
}

/** A `Map` keeps the order of insertion, and a use inserts again. */
function forgetOldest(memory: Map<string, Remembered>): void {
  for (const key of memory.keys()) {
    if (memory.size <= memoryLimits.tokens) {
      return;
    }
    memory.delete(key);
  }
}
