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
  /** There where the login is a SAML response. */
  readonly assertion?: PoolAssertion;
}

/** What only a SAML assertion says. */
export interface PoolAssertion {
  /** Those that it names together with its provider; `undefined` where it names no roles at all. */
  readonly roles: readonly string[] | undefined;
  /** When the provider's own session ends: credentials last no longer. Milliseconds since 1970. */
  readonly sessionEnds: number | undefined;
}

/** A login as it was given. */
export interface GivenLogin {
  readonly providerName: string;
  readonly token: string;
}
