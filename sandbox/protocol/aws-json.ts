import type { SandboxRequest, SandboxResponse } from '../http/message';
import type { Caller } from '../credentials/caller';

/** A refusal of an AWS JSON service, as its clients see it. */
export class AwsJsonError extends Error {
  /**
   * @param code The exception's name, such as `NotAuthorizedException`.
   * @param message AWS's text; it is sent.
   * @param details What only the log and `x-sandbox-reason` tell, and the status where it is not 400.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly details: { readonly reason?: string; readonly status?: number } = {},
  ) {
    super(message);
    this.name = 'AwsJsonError';
  }
}

/** What an operation is given besides its input. */
export interface OperationContext {
  readonly request: SandboxRequest;
  /** Set for operations that must be signed. */
  readonly caller: Caller | undefined;
}

/** One AWS operation. It returns what is sent as JSON, or throws an `AwsJsonError`. */
export type Operation = (input: unknown, context: OperationContext) => Promise<unknown> | unknown;

const contentType = 'application/x-amz-json-1.1';
const longestHeader = 1_024;

/** Answers 200 with the output of an operation. */
export function jsonAnswer(request: SandboxRequest, output: unknown): SandboxResponse {
  return {
    status: 200,
    headers: { 'content-type': contentType, 'x-amzn-requestid': request.id, ...cors },
    body: JSON.stringify(output ?? {}),
  };
}

/** Answers with an exception: `__type` and `message` in the body, the same in `x-amzn-ErrorType` and `-ErrorMessage`. */
export function jsonError(request: SandboxRequest, error: AwsJsonError): SandboxResponse {
  return {
    status: error.details.status ?? 400,
    headers: {
      'content-type': contentType,
      'x-amzn-requestid': request.id,
      'x-amzn-errortype': `${error.code}:`,
      // A message may quote what a function said, or list thousands of faults: a client takes some kilobytes of headers.
      'x-amzn-errormessage': error.message.slice(0, longestHeader).replace(/[^\x20-\x7e]/g, '?'),
      ...cors,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
    reason: error.details.reason ?? `${error.code}: ${error.message}`,
  };
}

/** The operation's name from `X-Amz-Target`, or `undefined` where the target is not of this service. */
export function operationName(request: SandboxRequest, targetPrefix: string): string | undefined {
  const target = request.header('x-amz-target');
  return target?.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : undefined;
}

/** Parses the body as a JSON object. Malformed: `SerializationException`, as AWS answers. */
export function parseInput(request: SandboxRequest): unknown {
  if (request.body.length === 0) return {};
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new AwsJsonError('SerializationException', 'Unable to parse the request body as JSON.', {
      reason: 'The request body is not JSON.',
    });
  }
}

/** Browsers call these services from any origin, as on AWS. */
export const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date,x-sandbox-reason',
} as const;
