/** The function was deployed with a variable missing or wrong; all faults at once. Ends the start of the function. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';

  constructor(readonly faults: readonly string[]) {
    super(
      `The function's environment is not usable:\n  ${faults.join('\n  ')}\nCorrect the function's environment variables.`,
    );
  }
}

/** A request that cannot be served as it was sent. `message` is what the caller reads; it never repeats the body. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';

  constructor(
    readonly status: 400 | 403 | 404 | 413,
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

/** Stable codes for the log. */
export type RefusalReason =
  | 'no-cognito-identity'
  | 'body-empty'
  | 'body-not-base64'
  | 'body-not-utf8'
  | 'note-too-large'
  | 'limit-out-of-range'
  | 'cursor-not-ours'
  | 'route-unknown';

/** The request did not come with the credentials of an identity pool. */
export function noCognitoIdentity(): RefusedRequestError {
  return new RefusedRequestError(
    403,
    'no-cognito-identity',
    'Notes belong to a Cognito identity. Sign the request with credentials from the identity pool.',
  );
}
