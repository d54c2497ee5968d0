import type { Assessment } from './assess';
import { assess, sortByNearness } from './assess';
import { contextLookup } from './context';
import type { AccessRequest, Decision, ImplicitDenial } from './decision';
import type { NamedPolicy } from './policy';
import { splitArn } from './variables';

/** All that decides about one request. */
export interface EvaluationInput {
  readonly request: AccessRequest;
  readonly identityPolicies: readonly NamedPolicy[];
  /** @default the resource has no policy of its own */
  readonly resourcePolicies?: readonly NamedPolicy[];
  /** Where there are any, one of them must allow as well. @default the session is not cut down */
  readonly sessionPolicies?: readonly NamedPolicy[];
  /** @default the caller's account is the one in the resource's ARN, or the ARN names none */
  readonly sameAccount?: boolean;
}

/**
 * Decides as IAM does: an explicit deny in any policy, else what allows, else a denial.
 *
 * - A caller of the resource's account needs an allow by an identity policy, or by a resource policy that names the
 *   caller (or everyone). A resource policy that names only the account leaves it to the identity policies.
 * - A caller of another account needs both.
 * - A service, a federated or an anonymous caller has no identity policies, so the resource policy must allow.
 * - Session policies must allow in addition, even where a resource policy names the very session: AWS is more lenient
 *   there.
 */
export function evaluate(input: EvaluationInput): Decision {
  const { request } = input;
  const question = { ...request, context: contextLookup(request.context) };
  const identity = assess(input.identityPolicies, 'identity', question);
  const resource = assess(input.resourcePolicies ?? [], 'resource', question);
  const session = assess(input.sessionPolicies ?? [], 'session', question);

  const denies = [...identity.denies, ...resource.denies, ...session.denies];
  if (denies.length > 0) return { kind: 'explicitly-denied', by: denies };

  const lacking = baseDenial(input, identity, resource);
  if (lacking !== undefined) {
    return { kind: 'implicitly-denied', because: lacking, nearest: nearest(lacking, { identity, resource, request }) };
  }
  if (input.sessionPolicies !== undefined && input.sessionPolicies.length > 0 && session.allows.length === 0) {
    return { kind: 'implicitly-denied', because: 'session-policy', nearest: session.nearest };
  }
  const identityAllows = request.principal.kind === 'aws' ? identity.allows : [];
  return { kind: 'allowed', by: [...identityAllows, ...resource.allows, ...session.allows].map(({ ref }) => ref) };
}

/** What the identity and resource policies lack; `undefined` where they allow. */
function baseDenial(input: EvaluationInput, identity: Assessment, resource: Assessment): ImplicitDenial | undefined {
  const { principal } = input.request;
  const byResource = resource.allows.length > 0;
  if (principal.kind !== 'aws') return byResource ? undefined : 'no-resource-policy-allows';

  const byIdentity = identity.allows.length > 0;
  if (input.sameAccount ?? isSameAccount(input.request.resource, principal.accountId)) {
    const byName = resource.allows.some((allow) => allow.principal === 'direct');
    if (byIdentity || byName) return undefined;
    const hasResourcePolicy = (input.resourcePolicies ?? []).length > 0;
    return hasResourcePolicy && !byResource ? 'no-policy-allows' : 'no-identity-policy-allows';
  }
  if (byIdentity && byResource) return undefined;
  if (byIdentity) return 'no-resource-policy-allows';
  return byResource ? 'no-identity-policy-allows' : 'no-policy-allows';
}

/** Compares with the fifth part of the ARN; names without an account (`*`, a bucket) belong to everyone's own. */
function isSameAccount(resource: string, accountId: string): boolean {
  const account = splitArn(resource)[4] ?? '';
  return account === '' || account === accountId;
}

interface Assessed {
  readonly identity: Assessment;
  readonly resource: Assessment;
  readonly request: AccessRequest;
}

function nearest(lacking: ImplicitDenial, { identity, resource, request }: Assessed): Assessment['nearest'] {
  if (lacking === 'no-identity-policy-allows') return identity.nearest;
  if (lacking === 'no-resource-policy-allows') return resource.nearest;
  return sortByNearness([...identity.nearest, ...resource.nearest], request);
}
