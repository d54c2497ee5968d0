import type { Condition, PolicySourceKind, Statement } from './policy';

/** What is asked of IAM. */
export interface AccessRequest {
  readonly principal: Principal;
  /** `<service>:<Action>` */
  readonly action: string;
  /** The ARN that is acted upon. */
  readonly resource: string;
  readonly context: ConditionContext;
  /**
   * Keys that AWS fills in and whoever asks cannot. Neither a condition on one nor a policy variable of one ever lets in:
   * the condition holds for a Deny and does not for an Allow, and the variable may have any value in a Deny and has none in
   * an Allow.
   *
   * @default every key that is not in the context is absent
   */
  readonly isUnknown?: ((key: string) => boolean) | undefined;
}

/**
 * Who asks. `arns` are the ARNs by which a policy may name the caller, the most specific first: for an assumed role the
 * session's and then the role's.
 */
export type Principal =
  | { readonly kind: 'aws'; readonly accountId: string; readonly arns: readonly string[] }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'anonymous' };

/** Condition keys, matched without regard to case; a list for keys of several values. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

/** The answer, with the statements that made it. Only `allowed` opens anything. */
export type Decision =
  | { readonly kind: 'allowed'; readonly by: readonly StatementRef[] }
  | { readonly kind: 'explicitly-denied'; readonly by: readonly StatementRef[] }
  | { readonly kind: 'implicitly-denied'; readonly because: ImplicitDenial; readonly nearest: readonly NearMiss[] };

/** Which set of policies failed to allow. */
export type ImplicitDenial =
  | 'no-policy-allows'
  | 'no-identity-policy-allows'
  | 'no-resource-policy-allows'
  | 'permissions-boundary'
  | 'session-policy';

/** A statement, and where it stands. */
export interface StatementRef {
  readonly policy: PolicySource;
  /** Position in the document, from 0. */
  readonly index: number;
  readonly statement: Statement;
}

/** A statement that would have allowed but for one part. */
export interface NearMiss extends StatementRef {
  readonly failed: 'principal' | 'action' | 'resource' | 'condition';
  /** Set where a condition failed: the first one that did. */
  readonly condition?: FailedCondition;
}

/** The request's own value is left out: it may be a secret, such as an external id. */
export interface FailedCondition {
  readonly test: Condition;
  readonly keyPresent: boolean;
}

/** Where a policy comes from, so that a person can find it. */
export interface PolicySource {
  readonly name: string;
  readonly kind: PolicySourceKind;
}
