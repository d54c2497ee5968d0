/** An issuer that cannot be asked, or not safely. */
export class UnreachableIssuerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreachableIssuerError';
  }
}
