import type { ConditionContext, Principal } from '../../iam/decision';
import type { PolicyDocument } from '../../iam/policy';

/** Who signed a request, with all that decides what they may do. */
export interface Caller {
  readonly principal: Principal & { readonly kind: 'aws' };
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` or `arn:aws:iam::<account>:user/<name>`. */
  readonly arn: string;
  /** `AROA…:<session>` or `AIDA…`. */
  readonly userId: string;
  readonly accountId: string;
  readonly identityPolicies: readonly NamedPolicy[];
  /** The most that the identity policies can give. */
  readonly permissionsBoundary: NamedPolicy | undefined;
  /** What the credentials are cut down to; empty where they are not. Any one of them must allow. */
  readonly sessionPolicies: readonly NamedPolicy[];
  /** Condition keys that come with the session, such as `cognito-identity.amazonaws.com:sub`. */
  readonly context: ConditionContext;
  /** Set for credentials that came from an identity pool. */
  readonly cognito: CognitoCaller | undefined;
}

/** What an identity pool says of whom it gave the credentials to. */
export interface CognitoCaller {
  readonly identityId: string;
  readonly identityPoolId: string;
  readonly authenticationType: 'authenticated' | 'unauthenticated';
  /** `<issuer>,<issuer>:CognitoSignIn:<sub>`; null for a guest. */
  readonly authenticationProvider: string | null;
}

/** A policy with the place where a person finds it. */
export interface NamedPolicy {
  /** `<stack>:<Terraform address>` */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** What a client signs with. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiration: number;
}

/** Keys that do not expire, of an IAM user. */
export interface LongTermCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Holds who has which key. */
export interface CredentialStore {
  issueTemporary(caller: Caller, durationSeconds: number): TemporaryCredentials;
  issueLongTerm(caller: Caller): LongTermCredentials;
  find(accessKeyId: string): StoredCredentials | undefined;
}

/** Credentials with their owner. */
export interface StoredCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /** Milliseconds since 1970; `undefined` for keys that do not expire. */
  readonly expiration: number | undefined;
  readonly caller: Caller;
}

/** Checks one request's Signature Version 4. */
export type SignatureVerifier = (
  request: SignedRequest,
  scope: { readonly service: string; readonly region: string },
) => SignatureResult;

/** The part of a request that a signature covers. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  header(name: string): string | undefined;
  readonly body: Buffer;
}

/** Who signed, or why that is not known. */
export type SignatureResult =
  | { readonly kind: 'verified'; readonly caller: Caller; readonly accessKeyId: string }
  | { readonly kind: 'refused'; readonly code: SignatureRefusal; readonly message: string };

/** Closed: a service maps each to its own wire form. `message` is AWS's text. */
export type SignatureRefusal =
  | 'missing-authentication-token'
  | 'incomplete-signature'
  | 'invalid-key-id'
  | 'invalid-session-token'
  | 'expired-session-token'
  | 'signature-expired'
  | 'signature-not-yet-current'
  | 'wrong-region'
  | 'wrong-service'
  | 'signature-mismatch';
