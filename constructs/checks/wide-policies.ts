import { identityPolicies, trustPolicies } from './aws-refusals/iam-documents';
import type { DocumentPlaces } from './aws-refusals/iam-documents';
import { wildcardReason } from './declared-wildcards';
import type { Fault } from './fault';
import { show } from './fault';
import { readPolicy, statementsOf } from './policy-text';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { findOpenPermissions } from './open-permissions';
import { findWideAttachments } from './wide-attachments';
import type { PolicyFinding } from './policy-finding';
import { othersAreDenied } from './denials';
import { findOpenPrincipals } from './open-principals';
import { otherIdentityPolicies, resourcePolicies } from './resource-policies';
import { findWideStatement } from './wide-statements';
import { findLooseTrust } from './loose-trust';
import { valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';

/** Every policy that allows more than was declared, trusts more than it names, or cannot be judged. */
export function findWidePolicies(stack: ResolvedStack): readonly Fault[] {
  return stack.resources.flatMap((resource) => {
    const declared = resource.construct !== undefined && wildcardReason(resource.construct) !== undefined;
    return [
      ...inDocuments(resource, [...identityPolicies, ...otherIdentityPolicies], (statement) =>
        findWideStatement(statement, declared),
      ),
      ...inDocuments(resource, trustPolicies, (statement) => findLooseTrust(statement, resource)),
      ...inDocuments(resource, resourcePolicies, (statement, policy, at) =>
        findOpenPrincipals(statement, resource, othersAreDenied(policy, at)),
      ),
      ...findWideAttachments(resource, stack),
      ...findOpenPermissions(resource),
    ].map((finding) => ({ stack: stack.name, address: resource.address, ...finding }));
  });
}

function inDocuments(
  { type, args }: ResolvedResource,
  places: DocumentPlaces,
  find: (statement: Arguments, policy: unknown, at: number) => readonly Omit<PolicyFinding, 'argument'>[],
): readonly PolicyFinding[] {
  return places
    .filter(([resourceType]) => resourceType === type)
    .flatMap(([, argument]) =>
      valuesAt(args, argument).flatMap((text) => {
        const policy = readPolicy(text);
        const findings =
          policy.kind === 'read'
            ? statementsOf(policy.document).flatMap((statement, at) => find(statement, text, at))
            : [notJudged(policy.kind, text)];
        return findings.map((finding) => ({ argument, ...finding }));
      }),
    );
}

function notJudged(kind: 'unknown' | 'unreadable', text: unknown): Omit<PolicyFinding, 'argument'> {
  return {
    id: 'policy-not-judged',
    value: show(text),
    rule:
      kind === 'unknown'
        ? 'Its structure is known to Terraform only, so nobody can say what it allows.'
        : 'It is no JSON object, so nobody can say what it allows.',
    whatToDo: 'Write the policy as JSON text; references may stand inside its texts.',
  };
}
