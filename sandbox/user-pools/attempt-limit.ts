import type { Clock } from '../system/services';

const windowMilliseconds = 3_600_000;

/** Counts attempts by name over one hour. AWS documents between 5 and 20 an hour for codes; the strictest is taken. */
export class AttemptLimit {
  readonly #attempts = new Map<string, readonly number[]>();

  constructor(
    private readonly clock: Clock,
    private readonly allowed = 5,
  ) {}

  isExceeded(name: string): boolean {
    return this.#recent(name).length >= this.allowed;
  }

  count(name: string): void {
    this.#attempts.set(name, [...this.#recent(name), this.clock.now()]);
  }

  #recent(name: string): readonly number[] {
    const since = this.clock.now() - windowMilliseconds;
    return (this.#attempts.get(name) ?? []).filter((time) => time > since);
  }
}
