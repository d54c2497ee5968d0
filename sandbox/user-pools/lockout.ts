import type { Clock } from '../system/services';

const freeAttempts = 5;
const longestSeconds = 900;
/** Without any attempt for this long, failures are forgotten. */
const forgetAfter = 15 * 60_000;

interface Failures {
  readonly count: number;
  readonly lockedUntil: number;
}

/**
 * Slows down guessing. After the fifth wrong password a name is locked for a second, and twice as long after each
 * further one, up to 15 minutes (Cognito developer guide). Attempts while locked change nothing. Names that belong to
 * nobody are locked as well, or the lock would tell who exists.
 */
export class Lockout {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** Seconds for which the name stays locked; 0 when it is not. */
  lockedSeconds(name: string): number {
    const left = (this.#failures.get(name)?.lockedUntil ?? 0) - this.clock.now();
    return Math.max(0, Math.ceil(left / 1000));
  }

  failed(name: string): void {
    const now = this.clock.now();
    for (const [known, { lockedUntil }] of this.#failures) {
      if (lockedUntil + forgetAfter <= now) this.#failures.delete(known);
    }
    const count = (this.#failures.get(name)?.count ?? 0) + 1;
    const seconds = count < freeAttempts ? 0 : Math.min(2 ** (count - freeAttempts), longestSeconds);
    this.#failures.set(name, { count, lockedUntil: now + seconds * 1000 });
  }

  succeeded(name: string): void {
    this.#failures.delete(name);
  }
}
