/** A login that was verified: whom it stands for, and how that is told to others. */
export interface PoolLogin {
  /** The key of the login. */
  readonly providerName: string;
  readonly subject: string;
  /** What it adds to the claim `amr`: the provider, and the provider with the person. */
  readonly references: readonly string[];
  /** Under which name a role mapping speaks of the provider. */
  readonly mappingKey: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A login as it was given. */
export interface GivenLogin {
  readonly providerName: string;
  readonly token: string;
}
