/** Cognito answered without an identity or without a token. */
export class UnusableAnswerError extends Error {
  override readonly name = 'UnusableAnswerError';

  constructor() {
    super('GetOpenIdTokenForDeveloperIdentity answered without IdentityId or Token. Try again.');
  }
}
