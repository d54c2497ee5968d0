/** Runs the functions of a blueprint. */
export interface FunctionRuntime {
  invoke(functionArn: string, event: unknown): Promise<InvocationResult>;
  /** Ends all workers. May be called twice. */
  stop(): Promise<void>;
}

/** What became of an invocation. `detail` is for the log: it may quote the function's own error. */
export type InvocationResult =
  | { readonly kind: 'returned'; readonly payload: unknown }
  | {
      readonly kind: 'failed';
      readonly code: InvocationFailure;
      readonly detail: string;
      /** Of what the handler raised: Lambda's `errorMessage`. Absent where it raised nothing. */
      readonly errorMessage?: string;
    };

/** `threw`: the handler raised. `crashed`: the process ended or the bundle did not load. */
export type InvocationFailure = 'threw' | 'timed-out' | 'crashed' | 'unserializable' | 'unknown-function' | 'throttled';
