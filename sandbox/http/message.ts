/** A request, read whole. */
export interface SandboxRequest {
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark; empty where there is none. */
  readonly query: string;
  /** The `Host` header as sent, with its port. */
  readonly host: string;
  /** Name and value pairs in the order and the case in which they came. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** The value of a header by its lower-case name; repeated ones joined with a comma. */
  header(name: string): string | undefined;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** One for each request, a UUID; answers carry it as `x-amzn-RequestId`. */
  readonly id: string;
}

/** An answer. `reason` says why a request was refused: it goes to the log and to `x-sandbox-reason`, never to the body. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  readonly reason?: string;
}

/** Every service answers; a thrown error is a defect of the sandbox. */
export type RequestHandler = (request: SandboxRequest) => Promise<SandboxResponse>;
