import type { Clock, Ids } from '../system/services';

/** What became of a handle. */
export type Taken<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'expired' } | { readonly kind: 'unknown' };

interface Entry<T> {
  readonly value: T;
  readonly expiresAt: number;
}

/** Keeps what a challenge needs until it is answered. The client holds nothing but an unguessable handle. */
export class OneTimeStore<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The handle, as base64. */
  put(value: T, minutes: number): string {
    this.#prune();
    const handle = this.ids.bytes(48).toString('base64');
    this.#entries.set(handle, { value, expiresAt: this.clock.now() + minutes * 60_000 });
    return handle;
  }

  look(handle: string): Taken<T> {
    const entry = this.#entries.get(handle);
    if (entry === undefined) return { kind: 'unknown' };
    return entry.expiresAt <= this.clock.now() ? { kind: 'expired' } : { kind: 'found', value: entry.value };
  }

  /** Looks, and forgets: a second call answers `unknown`. */
  take(handle: string): Taken<T> {
    const taken = this.look(handle);
    this.#entries.delete(handle);
    return taken;
  }

  /** An hour after their end nobody needs to be told that they ended. */
  #prune(): void {
    const oldest = this.clock.now() - 3_600_000;
    for (const [handle, { expiresAt }] of this.#entries) if (expiresAt < oldest) this.#entries.delete(handle);
  }
}
