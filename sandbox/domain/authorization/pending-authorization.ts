/** What an application asked `/oauth2/authorize` for, checked. It lives while somebody signs in for it. */
export interface PendingAuthorization {
  readonly poolId: string;
  readonly clientId: string;
  /** One of the client's callback URLs, exactly. */
  readonly redirectUri: string;
  /** Those that the client may have. */
  readonly scopes: readonly string[];
  /** Given back to the application as it is. */
  readonly state: string | undefined;
  /** Becomes a claim of the ID token. */
  readonly nonce: string | undefined;
  /** Of PKCE with S256; `undefined` where the application sent none. */
  readonly codeChallenge: string | undefined;
}
