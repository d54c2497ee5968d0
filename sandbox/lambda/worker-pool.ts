import type { InvocationResult } from './function-runtime';
import { failure, type ExecutionEnvironment } from './execution-environment';
import type { Invocation } from './worker-message';

/** What a pool is made of. */
export interface PoolSettings {
  /** Starts one more environment. */
  readonly start: () => ExecutionEnvironment;
  readonly maximumWorkers: number;
  /** How many may wait for a worker; further ones are throttled. */
  readonly queueLimit: number;
}

/** The execution environments of one function. */
export class WorkerPool {
  private readonly all = new Set<ExecutionEnvironment>();
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  private stopped = false;

  constructor(private readonly settings: PoolSettings) {}

  /** Runs the invocation in a warm environment, in a new one, or in the next that becomes free. */
  async invoke(invocation: Invocation): Promise<InvocationResult> {
    if (this.waiting.length >= this.settings.queueLimit) {
      return failure('throttled', `Rate Exceeded. ${this.waiting.length} invocations are waiting.`);
    }
    const environment = await this.acquire();
    if (environment === undefined) return failure('crashed', 'The runtime has stopped.');
    const result = await environment.run(invocation);
    this.release(environment);
    return result;
  }

  /** Ends all environments; what runs or waits fails. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const resume of this.waiting.splice(0)) resume(undefined);
    await Promise.all([...this.all].map((environment) => environment.end('The runtime has stopped.')));
    this.all.clear();
  }

  private async acquire(): Promise<ExecutionEnvironment | undefined> {
    if (this.stopped) return undefined;
    for (let warm = this.idle.pop(); warm !== undefined; warm = this.idle.pop()) {
      if (warm.isUsable()) return warm;
      this.drop(warm);
    }
    if (this.all.size < this.settings.maximumWorkers) return this.startOne();
    const handed = await new Promise<ExecutionEnvironment | undefined>((resolve) => this.waiting.push(resolve));
    // Nothing was handed over where an environment ended: there is room for a new one, which the waiting one starts.
    return handed ?? this.acquire();
  }

  private release(environment: ExecutionEnvironment): void {
    const usable = environment.isUsable();
    if (!usable) this.drop(environment);
    const next = this.waiting.shift();
    if (next !== undefined) next(usable ? environment : undefined);
    else if (usable) this.idle.push(environment);
  }

  private startOne(): ExecutionEnvironment {
    const environment = this.settings.start();
    this.all.add(environment);
    return environment;
  }

  private drop(environment: ExecutionEnvironment): void {
    this.all.delete(environment);
    void environment.end();
  }
}
