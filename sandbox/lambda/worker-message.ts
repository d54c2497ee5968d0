/** What a worker tells of itself. `requestId` is that of the invocation that ran, if one did. */
export type WorkerMessage = { readonly requestId?: string } & (
  | { readonly kind: 'ready' }
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'returned'; readonly payload: string }
  | WorkerFailure
);

/** A failure that the worker itself saw. */
export interface WorkerFailure {
  readonly kind: 'threw' | 'unserializable' | 'init-failed';
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: string;
}

/** One invocation, as a worker takes it. */
export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** What the context says besides the request id. */
  readonly context: Readonly<Record<string, string>>;
}
