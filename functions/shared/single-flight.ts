/**
 * Runs one task a key at a time: who asks while it runs gets the same outcome. A failure is handed to all who wait, and
 * forgotten, so that the next one tries again.
 */
export class SingleFlight<Value> {
  readonly #running = new Map<string, Promise<Value>>();

  /** What runs for the key, if anything does. */
  running(key: string): Promise<Value> | undefined {
    return this.#running.get(key);
  }

  run(key: string, task: () => Promise<Value>): Promise<Value> {
    const running = this.#running.get(key);
    if (running !== undefined) {
      return running;
    }
    const started = task().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }
}
