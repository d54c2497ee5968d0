/** The issuer's keys cannot be had, so no token can be judged. Nobody gets in until they can. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';

  constructor() {
    super("The identity provider's keys cannot be read, so no identity token can be verified. Try again.");
  }
}
