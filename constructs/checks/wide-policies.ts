import { identityPolicies, trustPolicies } from './aws-refusals/iam-documents';
import { wildcardReason } from './declared-wildcards';
import { othersAreDenied } from './denials';
import type { Fault } from './fault';
import { findLooseTrust } from './loose-trust';
import { findOpenLists } from './open-lists';
import { findOpenPermissions } from './open-permissions';
import { findOpenPrincipals } from './open-principals';
import { findUnreadAround, findUnreadMembers, inDocuments, inOtherTexts } from './policy-documents';
import type { FindInStatement } from './policy-documents';
import type { PolicyFinding } from './policy-finding';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { limits, otherIdentityPolicies, resourcePolicies } from './resource-policies';
import { valuesAt } from './terraform-values';
import { findWideAttachments } from './wide-attachments';
import { findWideStatement } from './wide-statements';

/** Every policy that allows more than was declared, trusts more than it names, or cannot be judged. */
export function findWidePolicies(stack: ResolvedStack): readonly Fault[] {
  return stack.resources.flatMap((resource) =>
    [
      ...findInPolicies(resource, stack),
      ...findWideAttachments(resource, stack),
      ...findOpenPermissions(resource),
      ...findOpenLists(resource),
    ].map((finding) => ({ stack: stack.name, address: resource.address, ...finding })),
  );
}

const listed: ReadonlySet<string> = new Set(
  [...identityPolicies, ...otherIdentityPolicies, ...trustPolicies, ...resourcePolicies].map(([type]) => type),
);

function findInPolicies(resource: ResolvedResource, stack: ResolvedStack): readonly PolicyFinding[] {
  const declared = resource.construct !== undefined && wildcardReason(resource.construct) !== undefined;
  const ofIdentity: FindInStatement = (statement) => findWideStatement(statement, declared);
  const ofResource: FindInStatement = (statement, policy, at) => [
    ...findUnreadMembers(statement),
    ...findOpenPrincipals(statement, resource, othersAreDenied(policy, at)),
  ];
  // Of a type that nobody listed, the statement says what it is.
  const ofEither: FindInStatement = (statement, policy, at) =>
    statement['Principal'] === undefined && statement['NotPrincipal'] === undefined
      ? ofIdentity(statement, policy, at)
      : ofResource(statement, policy, at);
  return [
    ...inDocuments(resource, [...identityPolicies, ...otherIdentityPolicies], ofIdentity),
    ...inDocuments(resource, trustPolicies, (statement) => findLooseTrust(statement, resource, stack)),
    ...inDocuments(resource, resourcePolicies, ofResource),
    ...resourcePolicies
      .filter(([type]) => type === resource.type)
      .flatMap(([, argument]) =>
        valuesAt(resource.args, argument)
          .flatMap(findUnreadAround)
          .map((finding) => ({ argument, ...finding })),
      ),
    ...(listed.has(resource.type) || limits.has(resource.type) || !resource.type.startsWith('aws_')
      ? []
      : inOtherTexts(resource, ofEither)),
  ];
}
