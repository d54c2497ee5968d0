import { comparisonsOf } from './conditions';
import { accountRemedy, isDeclaredOutsider } from './declared-outsiders';
import { show } from './fault';
import { narrows, narrowsService } from './narrowing';
import type { PolicyFinding } from './policy-finding';
import { accountsNamed, mayName, principalsOf } from './principals';
import type { Principal } from './principals';
import type { ResolvedResource } from './resolved-stack';
import type { Arguments } from './terraform-values';

type Finding = Omit<PolicyFinding, 'argument'>;

/**
 * Whom a statement of a resource's policy lets in who is nobody of the account. Denials may be for everybody.
 *
 * @param othersAreDenied whether another statement leaves of everybody only those who are named
 */
export function findOpenPrincipals(
  statement: Arguments,
  resource: ResolvedResource,
  othersAreDenied: boolean,
): readonly Finding[] {
  if (statement['Effect'] === 'Deny') {
    return [];
  }
  if (statement['NotPrincipal'] !== undefined) {
    return [everybodyBut(statement)];
  }
  const comparisons = comparisonsOf(statement);
  const context: Context = {
    statement,
    resource,
    isNarrow: othersAreDenied || comparisons.some(narrows),
    isNarrowService: othersAreDenied || comparisons.some(narrowsService),
  };
  return [
    ...principalsOf(statement).flatMap((principal) => judge(principal, context)),
    ...comparisons
      .filter(narrowsService)
      .flatMap(accountsNamed)
      .flatMap((account) => foreign(account, resource)),
  ];
}

interface Context {
  readonly statement: Arguments;
  readonly resource: ResolvedResource;
  readonly isNarrow: boolean;
  readonly isNarrowService: boolean;
}

function judge(principal: Principal, { statement, resource, isNarrow, isNarrowService }: Context): readonly Finding[] {
  switch (principal.kind) {
    case 'reference':
      return [];
    case 'account':
      return foreign(principal.account, resource);
    case 'service':
      return isNarrowService || isDeclaredOutsider(resource.construct, principal.name)
        ? []
        : [anySource(principal.name)];
    case 'federated':
    case 'everybody':
      return isNarrow || isDeclaredOutsider(resource.construct, '*') ? [] : [everybody(statement)];
  }
}

function foreign(account: string, resource: ResolvedResource): readonly Finding[] {
  return mayName(resource, account)
    ? []
    : [
        {
          id: 'resource-policy-outsider',
          value: show(account),
          rule: 'A policy lets in principals of its own account; others only for a declared reason.',
          whatToDo: accountRemedy,
        },
      ];
}

function everybodyBut(statement: Arguments): Finding {
  return {
    id: 'resource-policy-not-principal',
    value: show(statement['NotPrincipal']),
    rule: 'Allow with NotPrincipal lets in everybody who is not thought of.',
    whatToDo: 'Name who is let in, in Principal.',
  };
}

function everybody(statement: Arguments): Finding {
  return {
    id: 'resource-policy-everybody',
    value: `${show(statement['Principal'])} for ${show(statement['Action'])}`,
    rule: 'A policy names whom it lets in, or narrows everybody down to an account, an organization, a source or a network.',
    whatToDo:
      'Name the principals, add a Condition such as "StringEquals": { "aws:PrincipalOrgID": <id> }, or call declareOutsider(construct, "*", reason).',
  };
}

function anySource(service: string): Finding {
  return {
    id: 'resource-policy-any-source',
    value: show(service),
    rule: 'A service acts for all its customers: without a source, anybody who uses it is let in.',
    whatToDo:
      'Compare aws:SourceArn or aws:SourceAccount in the Condition, or call declareOutsider(construct, <service>, reason) where the service sends neither.',
  };
}
