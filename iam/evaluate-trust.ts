import { assess } from './assess';
import { contextLookup } from './context';
import type { AccessRequest, Decision } from './decision';
import type { NamedPolicy } from './policy';

/** Who would assume a role, and by which action. */
export interface TrustInput extends Pick<AccessRequest, 'principal' | 'action' | 'context' | 'isUnknown'> {
  /** The role's trust policy. */
  readonly policy: NamedPolicy;
}

/**
 * Whether a role trusts a principal. It is the role's side alone: an AWS principal whom the policy names only by its
 * account, or who is of another account, needs an identity policy that allows the action as well.
 */
export function evaluateTrust({ policy, context, ...asked }: TrustInput): Decision {
  const question = { ...asked, resource: undefined, context: contextLookup(context), bounded: false };
  const { denies, allows, nearest } = assess([policy], 'trust', question);
  if (denies.length > 0) return { kind: 'explicitly-denied', by: denies };
  if (allows.length > 0) return { kind: 'allowed', by: allows.map(({ ref }) => ref) };
  return { kind: 'implicitly-denied', because: 'no-policy-allows', nearest };
}
