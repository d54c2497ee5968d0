import type { Clock } from '../system/services';

const windowMilliseconds = 3_600_000;

/** Counts attempts by name over one hour. AWS documents between 5 and 20 an hour for codes; the strictest is taken. */
export class AttemptLimit {
  readonly #attempts = new Map<string, readonly number[]>();
  #forgottenAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly allowed = 5,
  ) {
    this.#forgottenAt = clock.now();
  }

  /** How many names are kept. */
  get size(): number {
    return this.#attempts.size;
  }

  isExceeded(name: string): boolean {
    return this.#recent(name).length >= this.allowed;
  }

  count(name: string): void {
    this.#forget();
    this.#attempts.set(name, [...this.#recent(name), this.clock.now()]);
  }

  /** Once an hour is enough: names cost nothing, and anybody may bring some. */
  #forget(): void {
    const now = this.clock.now();
    if (now < this.#forgottenAt + windowMilliseconds) return;
    this.#forgottenAt = now;
    for (const name of this.#attempts.keys()) if (this.#recent(name).length === 0) this.#attempts.delete(name);
  }

  #recent(name: string): readonly number[] {
    const since = this.clock.now() - windowMilliseconds;
    return (this.#attempts.get(name) ?? []).filter((time) => time > since);
  }
}
