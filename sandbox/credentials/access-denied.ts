import type { Decision } from '../../iam/decision';

/** What was decided, about whom and what. */
export interface Denied {
  /** The caller's ARN, or `anonymous`. */
  readonly user: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: Exclude<Decision, { readonly kind: 'allowed' }>;
}

/** AWS's sentence for a refusal, with the kind of policy that made it. */
export const accessDeniedMessage = ({ user, action, resource, decision }: Denied): string =>
  `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because(decision, action)}`;

/** The end of the sentence. Of several denies the first is named; iam lists those of identity policies first. Source: IAM User Guide, "Troubleshoot
 * access denied error messages". */
export function because(decision: Denied['decision'], action: string): string {
  if (decision.kind === 'explicitly-denied') {
    return `with an explicit deny in ${articles[decision.by[0]?.policy.kind ?? 'identity']}`;
  }
  switch (decision.because) {
    case 'permissions-boundary':
      return `because no permissions boundary allows the ${action} action`;
    case 'session-policy':
      return `because no session policy allows the ${action} action`;
    case 'no-resource-policy-allows':
      return `because no resource-based policy allows the ${action} action`;
    case 'no-policy-allows':
    case 'no-identity-policy-allows':
      return `because no identity-based policy allows the ${action} action`;
  }
}

const articles = {
  identity: 'an identity-based policy',
  resource: 'a resource-based policy',
  trust: 'a resource-based policy',
  session: 'a session policy',
  boundary: 'a permissions boundary',
} as const;
