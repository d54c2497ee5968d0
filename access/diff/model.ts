import type { Origin, Verdict } from '../model';

/** The version of the comparison as `--json` prints it. It changes when a reader of the old form would be misled. */
export const diffVersion = 2;

/** What a change does to access, from two synthesized outputs. The same two outputs give the same answer. */
export interface AccessDiff {
  readonly version: typeof diffVersion;
  readonly access: readonly AccessChange[];
  readonly checks: readonly CheckChange[];
  readonly losses: readonly Loss[];
  readonly hints: readonly Hint[];
}

/** Principals that gain or lose one target in the same way. */
export interface AccessChange {
  /** `changed`: what is asked of them is another condition, by which some may gain. It counts as a gain. */
  readonly direction: 'gain' | 'loss' | 'changed';
  /** Key of the route, or of the action on a table or secret. */
  readonly target: string;
  /** Keys, sorted. `nobody` stands for everybody, since no credentials are asked for; others are not listed then. */
  readonly principals: readonly string[];
  /** `absent`: the principal or the target was not there. */
  readonly before: Verdict | 'absent';
  readonly after: Verdict | 'absent';
  /** Where it was `conditional` and is: on what. */
  readonly conditions?: { readonly before: string; readonly after: string };
  /** The target, as it is now or, where it is gone, as it was. */
  readonly at: Origin;
}

/** What can become weaker, and what can become stronger. Closed: a change of no kind is not told. */
export const checkKinds = {
  'authorizer-removed': 'weaker',
  'iam-to-none': 'weaker',
  'user-pool-authorizer-to-none': 'weaker',
  'authorizer-replaced': 'weaker',
  'authorizer-added': 'stronger',
  'user-pool-accepted': 'weaker',
  'user-pool-no-longer-accepted': 'stronger',
  'token-source-changed': 'weaker',
  'token-pattern-removed': 'weaker',
  'token-pattern-changed': 'weaker',
  'token-pattern-added': 'stronger',
  'scope-check-dropped': 'weaker',
  'scope-check-added': 'stronger',
  'scope-accepted': 'weaker',
  'scope-no-longer-accepted': 'stronger',
  'validation-removed': 'weaker',
  'validation-added': 'stronger',
  'api-key-no-longer-required': 'weaker',
  'api-key-required': 'stronger',
  'throttle-raised': 'weaker',
  'throttle-lowered': 'stronger',
  'cache-period-raised': 'weaker',
  'cache-period-shortened': 'stronger',
  'cors-widened': 'weaker',
  'cors-narrowed': 'stronger',
  'invoke-permission-widened': 'weaker',
  'invoke-permission-narrowed': 'stronger',
  'trust-principal-added': 'weaker',
  'trust-condition-removed': 'weaker',
  'trust-condition-loosened': 'weaker',
  'trust-deny-removed': 'weaker',
  'trust-narrowed': 'stronger',
  'role-action-added': 'weaker',
  'role-resource-widened': 'weaker',
  'role-condition-loosened': 'weaker',
  'role-deny-removed': 'weaker',
  'role-narrowed': 'stronger',
  'permissions-boundary-removed': 'weaker',
  'permissions-boundary-changed': 'weaker',
  'permissions-boundary-added': 'stronger',
  'permissions-boundary-widened': 'weaker',
  'permissions-boundary-narrowed': 'stronger',
  'session-life-raised': 'weaker',
  'session-life-shortened': 'stronger',
  'resource-policy-widened': 'weaker',
  'resource-policy-narrowed': 'stronger',
  'mfa-lowered': 'weaker',
  'mfa-raised': 'stronger',
  'password-policy-weaker': 'weaker',
  'password-policy-stronger': 'stronger',
  'self-sign-up-allowed': 'weaker',
  'self-sign-up-refused': 'stronger',
  'pool-trigger-changed': 'weaker',
  'threat-protection-lowered': 'weaker',
  'threat-protection-raised': 'stronger',
  'token-life-raised': 'weaker',
  'token-life-shortened': 'stronger',
  'refresh-rotation-off': 'weaker',
  'refresh-rotation-on': 'stronger',
  'token-revocation-off': 'weaker',
  'token-revocation-on': 'stronger',
  'user-existence-shown': 'weaker',
  'user-existence-hidden': 'stronger',
  'client-secret-removed': 'weaker',
  'client-secret-added': 'stronger',
  'password-flow-allowed': 'weaker',
  'password-flow-refused': 'stronger',
  'sign-in-flow-allowed': 'weaker',
  'sign-in-flow-refused': 'stronger',
  'oauth-flow-allowed': 'weaker',
  'oauth-flow-refused': 'stronger',
  'client-scope-added': 'weaker',
  'client-scope-removed': 'stronger',
  'callback-url-added': 'weaker',
  'callback-url-removed': 'stronger',
  'logout-url-added': 'weaker',
  'logout-url-removed': 'stronger',
  'identity-provider-allowed': 'weaker',
  'identity-provider-refused': 'stronger',
  'identity-provider-replaced': 'weaker',
  'audience-accepted': 'weaker',
  'audience-no-longer-accepted': 'stronger',
  'attribute-writable': 'weaker',
  'attribute-no-longer-writable': 'stronger',
  'guests-allowed': 'weaker',
  'guests-refused': 'stronger',
  'classic-flow-allowed': 'weaker',
  'classic-flow-refused': 'stronger',
  'token-check-off': 'weaker',
  'token-check-on': 'stronger',
  'role-mapping-changed': 'weaker',
  'ambiguous-role-given': 'weaker',
  'ambiguous-role-refused': 'stronger',
  'public-access-allowed': 'weaker',
  'public-access-refused': 'stronger',
  'deletion-protection-off': 'weaker',
  'deletion-protection-on': 'stronger',
  'recovery-lowered': 'weaker',
  'recovery-raised': 'stronger',
} as const;

/** A kind of change of a check. */
export type CheckKind = keyof typeof checkKinds;

/** The kinds that tell of a check that became weaker. */
export type WeakerKind = { [Kind in CheckKind]: (typeof checkKinds)[Kind] extends 'weaker' ? Kind : never }[CheckKind];

/** The kinds that tell of a check that became stronger. */
export type StrongerKind = Exclude<CheckKind, WeakerKind>;

/** A check that changed. Where it cannot be told to be at least as strong as before, it counts as weaker. */
export interface CheckChange {
  readonly kind: CheckKind;
  /** What was compared: a Terraform argument, or what the kind is about. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly at: Origin;
}

/** What is kept in a thing that is lost with it. */
export type Kept = 'users' | 'identities' | 'data' | 'client id' | 'memberships' | 'sign-in address';

/**
 * `destroyed`: the address is gone. `replaced`: an argument changed that the provider changes in no other way.
 * `refused`: AWS does not change it, and the provider does not replace it; only a new one would have it.
 */
export type LossKind = 'destroyed' | 'replaced' | 'refused';

/** Something that keeps state and will not be there any more. */
export interface Loss {
  readonly kind: LossKind;
  readonly kept: Kept;
  /** Why, in a sentence without a full stop. */
  readonly because: string;
  readonly at: Origin;
}

/** Something that a reader could take for another thing. */
export interface Hint {
  readonly kind: 'renamed';
  readonly before: string;
  readonly after: string;
  readonly text: string;
}
