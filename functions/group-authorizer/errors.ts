import type { LogFields } from '../shared/logger';

/** Closed: why a token opens nothing. Stable codes for the log. */
export type TokenRefusal =
  | 'no-bearer-token'
  | 'token-too-large'
  | 'token-malformed'
  | 'duplicate-member'
  | 'algorithm'
  | 'embedded-key'
  | 'critical-header'
  | 'unknown-header'
  | 'token-type'
  | 'no-key-id'
  | 'issuer'
  | 'unknown-key'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'token-use'
  | 'client'
  | 'audience'
  | 'claims'
  | 'groups-claim';

/** A token that opens nothing. It never holds the token. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';

  constructor(readonly reason: TokenRefusal) {
    super(`The token is refused: ${reason}.`);
  }
}

/** API Gateway answers 401 to an error with exactly this message, and 500 to any other. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';

  constructor() {
    super('Unauthorized');
  }
}

/** What the authorizer depends on. */
export type Dependency = 'keys' | 'policies';

/** Stable codes for the log. */
export type DependencyFailure =
  'timed-out' | 'failed' | 'answer-too-large' | 'refused' | 'throttled' | 'unprocessed' | 'not-understood';

const names: Readonly<Record<Dependency, string>> = {
  keys: "The issuer's keys",
  policies: "The groups' policies",
};

/** What the decision needs is not there, so there is no decision: API Gateway answers 500 and keeps nothing. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';

  /** @param fields what may be logged */
  constructor(
    readonly dependency: Dependency,
    readonly reason: DependencyFailure,
    readonly fields: LogFields = {},
  ) {
    super(`${names[dependency]} could not be read: ${reason}. Nobody is let in until they can.`);
  }
}

/** What was invoked is not an authorizer's event, or something that no one foresaw happened. */
export class AuthorizerFailedError extends Error {
  override readonly name = 'AuthorizerFailedError';

  constructor(what: 'event-not-understood' | 'unexpected') {
    super(`No decision could be made: ${what}. The function's log says more.`);
  }
}
