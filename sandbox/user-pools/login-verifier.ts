/** What the identity pools ask of the user pools. */
export interface LoginVerifier {
  /** Checks an ID token given as a login of an identity pool. Signature, times, issuer, audience, use. */
  verifyIdToken(token: string): Promise<IdTokenResult>;
  /** True while the user of a verified token is neither deleted, disabled nor signed out everywhere since it was issued. */
  isStillSignedIn(login: VerifiedLogin): boolean;
}

/** What a good ID token says. */
export interface VerifiedLogin {
  readonly userPoolId: string;
  readonly clientId: string;
  /** `cognito-idp.<region>.amazonaws.com/<user pool id>` */
  readonly providerName: string;
  readonly subject: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly originJti: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Only `verified` opens anything. */
export type IdTokenResult =
  | { readonly kind: 'verified'; readonly login: VerifiedLogin }
  | { readonly kind: 'refused'; readonly code: IdTokenRefusal; readonly detail: string };

/** Closed: why an ID token was not good. */
export type IdTokenRefusal =
  'malformed' | 'unknown-issuer' | 'bad-signature' | 'expired' | 'missing-audience' | 'not-an-id-token';
