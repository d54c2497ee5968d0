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
  /** The most that the caller's identity policies can give. @default the caller has no permissions boundary */
  readonly permissionsBoundary?: NamedPolicy | undefined;
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
 * - A permissions boundary must allow in addition. Only a resource policy of the same account that names the very session or
 *   user, or everybody, allows past it; one that names the role of the session does not.
 * - Session policies must allow in addition, even where a resource policy names the very session: AWS is more lenient
 *   there.
 *
 * Source: IAM User Guide, "Policy evaluation logic" and "Permissions boundaries for IAM entities".
 */
export function evaluate(input: EvaluationInput): Decision {
  const { request } = input;
  const boundaries = input.permissionsBoundary === undefined ? [] : [input.permissionsBoundary];
  const question = { ...request, context: contextLookup(request.context), bounded: boundaries.length > 0 };
  const identity = assess(input.identityPolicies, 'identity', question);
  const resource = assess(input.resourcePolicies ?? [], 'resource', question);
  const boundary = assess(boundaries, 'boundary', question);
  const session = assess(input.sessionPolicies ?? [], 'session', question);

  const denies = [identity, resource, boundary, session].flatMap((assessment) => assessment.denies);
  if (denies.length > 0) return { kind: 'explicitly-denied', by: denies };

  const lacking = baseDenial(input, identity, resource);
  if (lacking !== undefined) {
    return { kind: 'implicitly-denied', because: lacking, nearest: nearest(lacking, { identity, resource, request }) };
  }
  if (boundaries.length > 0 && boundary.allows.length === 0 && !isAllowedByName(input, resource)) {
    return { kind: 'implicitly-denied', because: 'permissions-boundary', nearest: boundary.nearest };
  }
  if (input.sessionPolicies !== undefined && input.sessionPolicies.length > 0 && session.allows.length === 0) {
    return { kind: 'implicitly-denied', because: 'session-policy', nearest: session.nearest };
  }
  const identityAllows = request.principal.kind === 'aws' ? identity.allows : [];
  const allows = [...identityAllows, ...resource.allows, ...boundary.allows, ...session.allows];
  return { kind: 'allowed', by: allows.map(({ ref }) => ref) };
}

/** Whether a resource of the caller's account allows the very caller: identity policies and boundaries are not asked then. */
function isAllowedByName(input: EvaluationInput, resource: Assessment): boolean {
  return isOwnResource(input) && resource.allows.some((allow) => allow.principal === 'direct');
}

function isOwnResource({ request: { principal, resource }, sameAccount }: EvaluationInput): boolean {
  return sameAccount ?? (principal.kind === 'aws' && isSameAccount(resource, principal.accountId));
}

/** What the identity and resource policies lack; `undefined` where they allow. */
function baseDenial(input: EvaluationInput, identity: Assessment, resource: Assessment): ImplicitDenial | undefined {
  const { principal } = input.request;
  const byResource = resource.allows.length > 0;
  if (principal.kind !== 'aws') return byResource ? undefined : 'no-resource-policy-allows';

  const byIdentity = identity.allows.length > 0;
  if (isOwnResource(input)) {
    const byName = resource.allows.some((allow) => allow.principal === 'direct' || allow.principal === 'role');
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
