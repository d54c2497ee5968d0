/** A defect while federation is being put together: it is asked before it can answer. */
export class FederationNotReadyError extends Error {
  constructor(provider: string) {
    super(`The identity provider ${provider} cannot be asked yet.`);
    this.name = 'FederationNotReadyError';
  }
}
