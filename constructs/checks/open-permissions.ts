import { accountRemedy, isDeclaredOutsider } from './declared-outsiders';
import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { accountOf, mayName, principalsOf } from './principals';
import type { Principal } from './principals';
import type { ResolvedResource } from './resolved-stack';
import { isSet, markReferences, valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';
import { asPattern, hasWildcard, namesOwner } from './wildcards';

/** Where somebody is let in without a policy: the argument that names them, and the one that names their organization. */
const permissions: Readonly<Record<string, { readonly principal: string; readonly organization: string }>> = {
  aws_cloudwatch_event_permission: { principal: 'principal', organization: 'condition.value' },
  aws_kms_grant: { principal: 'grantee_principal', organization: '' },
  aws_lambda_layer_version_permission: { principal: 'principal', organization: 'organization_id' },
  aws_lambda_permission: { principal: 'principal', organization: 'principal_org_id' },
};

/** Permissions by which more may use a resource than those who are meant. */
export function findOpenPermissions(resource: ResolvedResource): readonly PolicyFinding[] {
  const places = permissions[resource.type];
  return places === undefined
    ? []
    : rawTextsIn(resource.args, places.principal)
        .flatMap(principalIn)
        .flatMap((principal) => judge(principal, resource, places))
        .concat(resource.type === 'aws_lambda_permission' ? findForeignSources(resource) : []);
}

function judge(
  principal: Principal,
  resource: ResolvedResource,
  { principal: argument, organization }: { readonly principal: string; readonly organization: string },
): readonly PolicyFinding[] {
  const { args, construct } = resource;
  switch (principal.kind) {
    case 'reference':
      return [];
    case 'account':
      return mayName(resource, principal.account) ? [] : [outsider(argument, principal.account)];
    case 'service':
      return resource.type !== 'aws_lambda_permission' ||
        namesSource(args) ||
        isDeclaredOutsider(construct, principal.name)
        ? []
        : [open('permission-any-source', 'source_arn', args['source_arn'])];
    case 'federated':
    case 'everybody':
      return textsIn(args, organization).some((id) => !hasWildcard(id)) || isDeclaredOutsider(construct, '*')
        ? []
        : [open('permission-everybody', argument, args[argument])];
  }
}

/** A service is still one where its name, or the end of it, is looked up. */
function principalIn(text: string): readonly Principal[] {
  const name = asPattern(markReferences(text));
  const isService = !name.startsWith('arn:') && (name.includes('.') || /\bdata\.aws_service_principal\./.test(text));
  return principalsOf({ Principal: isService ? { Service: name } : { AWS: name } });
}

/** A pattern in place of the account is no name: every account's API would do. */
function namesSource(args: Arguments): boolean {
  return (
    textsIn(args, 'source_arn').some(namesOwner) ||
    textsIn(args, 'source_account').some((account) => !hasWildcard(account)) ||
    isSet(args, 'event_source_token')
  );
}

function findForeignSources(resource: ResolvedResource): readonly PolicyFinding[] {
  return ['source_arn', 'source_account'].flatMap((argument) =>
    textsIn(resource.args, argument)
      .map((text) => accountOf(text) ?? '')
      .filter((account) => /^\d{12}$/.test(account) && !mayName(resource, account))
      .map((account) => outsider(argument, account)),
  );
}

/** Texts with placeholders, and an asterisk where nobody knows what it becomes. */
function textsIn(args: Arguments, argument: string): readonly string[] {
  return rawTextsIn(args, argument).map((text) => asPattern(markReferences(text)));
}

function rawTextsIn(args: Arguments, argument: string): readonly string[] {
  return valuesAt(args, argument)
    .flat()
    .filter((value) => typeof value === 'string');
}

function open(id: string, argument: string, value: unknown): PolicyFinding {
  return {
    id,
    argument,
    value: show(value),
    rule: 'A permission is for the one that is named: without a source, anybody who uses the same service has it.',
    whatToDo:
      id === 'permission-everybody'
        ? 'Name the principal or its organization, or call declareOutsider(construct, "*", reason).'
        : 'Set source_arn to what calls: the rule, the topic or the bucket; with "apigateway.amazonaws.com" <execution_arn>/<stage>/<METHOD>/<path>. Or call declareOutsider(construct, <service>, reason) where there is no source.',
  };
}

function outsider(argument: string, account: string): PolicyFinding {
  return {
    id: 'permission-outsider',
    argument,
    value: show(account),
    rule: 'A permission is for principals and sources of its own account; others only for a declared reason.',
    whatToDo: accountRemedy,
  };
}
