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
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429,
    readonly reason: RefusalReason,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
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
  | 'route-unknown'
  | 'body-not-json'
  | 'body-not-as-described'
  | 'pet-unknown'
  | 'account-unknown'
  | 'account-changed'
  | 'identity-token-missing'
  | 'identity-token-not-accepted'
  | 'identity-token-of-another'
  | 'sign-in-failed'
  | 'too-many-attempts';

/** An item of a table is not what the function stores there; somebody else wrote it. */
export class UnreadableItemError extends Error {
  override readonly name = 'UnreadableItemError';

  constructor(table: string) {
    super(`An item of the ${table} table does not have the attributes that it must have. Remove it or write it anew.`);
  }
}

/**
 * The request did not come with the credentials of an identity pool.
 *
 * @param what cannot be had without, as the subject of a sentence
 */
export function noCognitoIdentity(what: string): RefusedRequestError {
  return new RefusedRequestError(
    403,
    'no-cognito-identity',
    `${what} belong to a Cognito identity. Sign the request with credentials from the identity pool.`,
  );
}

/** Why an HTTP exchange gave no answer; stable codes for the log. */
export type ExchangeFailure = 'timed-out' | 'failed' | 'answer-too-large';

/** An HTTP exchange without an answer. It holds neither what was sent nor what came. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';

  /** @param host whom the request was for */
  constructor(
    readonly reason: ExchangeFailure,
    host: string,
  ) {
    super(`${host} gave no usable answer: ${reason}.`);
  }
}

/** A user pool asked a function something that it does not answer. Whatever was to come of it does not. */
export class UnknownTriggerEventError extends Error {
  override readonly name = 'UnknownTriggerEventError';

  constructor() {
    super('The event is not one that this function answers. Set it as the trigger that it is for, with its version.');
  }
}
