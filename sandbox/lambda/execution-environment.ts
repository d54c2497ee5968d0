import { types } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from '../../blueprint/model';
import type { Clock, Logger } from '../system/services';
import type { InvocationFailure, InvocationResult } from './function-runtime';
import type { Invocation, WorkerFailure, WorkerMessage } from './worker-message';

/** Lambda's quota for what a function is given and for what it answers, in bytes. */
export const payloadLimit = 6 * 1024 * 1024;

/** Lambda ends an initialization that takes longer. */
const initMilliseconds = 10_000;

/** What an execution environment is started with. */
export interface EnvironmentSettings {
  readonly fn: LambdaFunction;
  readonly taskRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 at which its credentials end. */
  readonly credentialsEnd: number;
  /** The sandbox's own port, for AWS's hosts. */
  readonly port: number;
  readonly bootstrapFile: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One worker with the function's bundle in it; takes one invocation at a time and keeps its state between them. */
export class ExecutionEnvironment {
  private readonly worker: Worker;
  private phase: 'starting' | 'ready' | 'ended' = 'starting';
  private settle: ((result: InvocationResult) => void) | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly settings: EnvironmentSettings) {
    const { fn, taskRoot, port } = settings;
    this.worker = new Worker(settings.bootstrapFile, {
      env: { ...settings.environment },
      execArgv: [],
      argv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMegabytes },
      workerData: { taskRoot, handler: fn.handler, port, clockOffset: this.clockOffset() },
    });
    this.worker.on('message', (message: WorkerMessage) => this.receive(message));
    this.worker.on('error', (error: unknown) => this.crash(describe(error)));
    this.worker.on('exit', (code) => this.crash(`Runtime.ExitError: Runtime exited with exit status ${code}`));
  }

  /** False once it ended, or when its credentials could end during an invocation. */
  isUsable(): boolean {
    const reserve = (this.settings.fn.timeoutSeconds + 60) * 1000;
    return this.phase !== 'ended' && this.settings.clock.now() + reserve < this.settings.credentialsEnd;
  }

  /** Runs one invocation. Never rejects; nothing else may run meanwhile. */
  run(invocation: Invocation): Promise<InvocationResult> {
    if (this.phase === 'ended') return Promise.resolve(failure('crashed', 'The execution environment has ended.'));
    return new Promise((resolve) => {
      this.settle = resolve;
      this.armTimer();
      this.worker.postMessage({
        kind: 'invoke',
        ...invocation,
        context: { ...invocation.context, logStreamName: this.settings.environment['AWS_LAMBDA_LOG_STREAM_NAME'] },
        timeoutMilliseconds: this.settings.fn.timeoutSeconds * 1000,
        clockOffset: this.clockOffset(),
      });
    });
  }

  /** Ends the worker, in the middle of a running invocation too. May be called twice. */
  async end(why = 'The execution environment was ended.'): Promise<void> {
    this.crash(why);
    await this.worker.terminate();
  }

  private clockOffset(): number {
    return Math.round(this.settings.clock.now() - (performance.timeOrigin + performance.now()));
  }

  private armTimer(): void {
    clearTimeout(this.timer);
    const { timeoutSeconds } = this.settings.fn;
    const limit = this.phase === 'starting' ? initMilliseconds : timeoutSeconds * 1000;
    this.timer = setTimeout(() => {
      this.finish(failure('timed-out', `Task timed out after ${(limit / 1000).toFixed(2)} seconds`));
      void this.end();
    }, limit);
  }

  private receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        if (this.phase === 'starting') this.phase = 'ready';
        if (this.settle !== undefined) this.armTimer();
        return;
      case 'output':
        return this.logOutput(message);
      case 'returned':
        return this.finish(answer(message.payload));
      case 'init-failed':
        this.logFailure(message);
        void this.end(`${message.errorType}: ${message.errorMessage}`);
        return;
      default:
        this.logFailure(message);
        this.finish({
          kind: 'failed',
          code: message.kind,
          detail: `${message.errorType}: ${message.errorMessage}`,
          ...(message.kind === 'threw' ? { errorMessage: message.errorMessage } : {}),
        });
    }
  }

  private crash(detail: string): void {
    this.phase = 'ended';
    this.finish(failure('crashed', detail));
  }

  private finish(result: InvocationResult): void {
    clearTimeout(this.timer);
    const settle = this.settle;
    this.settle = undefined;
    settle?.(result);
  }

  private logOutput(message: WorkerMessage & { readonly kind: 'output' }): void {
    const log = message.stream === 'stdout' ? this.settings.logger.info : this.settings.logger.warn;
    for (const line of message.text.replace(/\r?\n$/, '').split(/\r?\n/)) {
      log('function output', { function: this.settings.fn.name, requestId: message.requestId, line });
    }
  }

  private logFailure(message: WorkerFailure & { readonly requestId?: string }): void {
    const { errorType, errorMessage, stack, requestId } = message;
    const fields = { function: this.settings.fn.name, requestId, errorType, errorMessage, stack };
    this.settings.logger.error('function failed', fields);
  }
}

function answer(payload: string): InvocationResult {
  const size = Buffer.byteLength(payload);
  if (size > payloadLimit) {
    const detail = `Function.ResponseSizeTooLarge: Response payload size (${size} bytes) exceeded maximum allowed payload size (${payloadLimit} bytes).`;
    return failure('unserializable', detail);
  }
  return { kind: 'returned', payload: JSON.parse(payload) as unknown };
}

export const failure = (code: InvocationFailure, detail: string): InvocationResult => ({
  kind: 'failed',
  code,
  detail,
});

function describe(error: unknown): string {
  // Errors of a worker were made in another realm.
  if (!types.isNativeError(error)) return `Runtime.UnhandledError: ${String(error)}`;
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return `${outOfMemory ? 'Runtime.OutOfMemory' : error.name}: ${error.message}`;
}
