import type { Principal } from './decision';
import type { PrincipalClause } from './policy';

/**
 * How a clause names a principal. `account` names only its account, by id or by the ARN of its root: that leaves the
 * decision to the account's own policies, so within the account it allows nothing by itself. `role` names the role of a
 * session: that allows no more than the role's permissions boundary does. `direct` names the very caller, or everybody.
 */
export type PrincipalMatch = 'none' | 'account' | 'role' | 'direct';

const rootArn = /^arn:[^:]+:iam::(\d{12}):root$/;

/**
 * Holds a principal against `Principal` or `NotPrincipal`. ARNs are compared whole: in them a wildcard means nothing.
 * `NotPrincipal` spares only whom it names at every level (session, role and account), as AWS may check each, and nobody
 * with a permissions boundary. Source: IAM User Guide, "Permissions boundaries for IAM entities".
 */
export function matchPrincipal(
  clause: PrincipalClause | undefined,
  principal: Principal,
  bounded: boolean,
): PrincipalMatch {
  if (clause === undefined) return 'none';
  if (clause.negated) return !bounded && isSpared(clause, principal) ? 'none' : 'direct';
  if (clause.everyone) return 'direct';
  switch (principal.kind) {
    case 'aws':
      return matchAws(clause, principal);
    case 'federated':
      return clause.federated.includes(principal.provider) ? 'direct' : 'none';
    case 'service':
      return clause.service.includes(principal.service) ? 'direct' : 'none';
    case 'anonymous':
      return 'none';
  }
}

function matchAws(clause: PrincipalClause, { arns, accountId }: Principal & { readonly kind: 'aws' }): PrincipalMatch {
  const [own, ...others] = arns;
  if (clause.aws.includes('*') || (own !== undefined && clause.aws.includes(own))) return 'direct';
  if (others.some((arn) => clause.aws.includes(arn))) return 'role';
  return namesAccount(clause, accountId) ? 'account' : 'none';
}

function isSpared(clause: PrincipalClause, principal: Principal): boolean {
  if (clause.everyone) return true;
  switch (principal.kind) {
    case 'aws':
      return namesAccount(clause, principal.accountId) && principal.arns.every((arn) => clause.aws.includes(arn));
    case 'federated':
      return clause.federated.includes(principal.provider);
    case 'service':
      return clause.service.includes(principal.service);
    case 'anonymous':
      return false;
  }
}

function namesAccount(clause: PrincipalClause, accountId: string): boolean {
  return clause.aws.some((name) => name === accountId || rootArn.exec(name)?.[1] === accountId);
}
