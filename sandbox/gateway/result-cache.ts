/** What an authorizer found, kept for a while. Bounded: the oldest result makes room for the newest. */
export class ResultCache<Result> {
  readonly #entries = new Map<string, Entry<Result>>();

  constructor(private readonly capacity = 10_000) {}

  /** `undefined` where nothing is kept, or no longer. Times in milliseconds since 1970. */
  find(key: string, now: number): Result | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // Time can be moved back, and what was found later does not count before.
    if (now >= entry.keptAt && now < entry.until) return entry.result;
    this.#entries.delete(key);
    return undefined;
  }

  /** Keeps a result for the times from `keptAt` until `until`, which may be the same: then nothing is kept. */
  keep(key: string, entry: Entry<Result>): void {
    this.#entries.delete(key);
    if (entry.until <= entry.keptAt) return;
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.capacity) return;
      this.#entries.delete(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}

interface Entry<Result> {
  readonly result: Result;
  readonly keptAt: number;
  readonly until: number;
}
