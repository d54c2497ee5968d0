import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import type { ResolvedResource } from './resolved-stack';
import { isSet, markReferences, textAt, textsAt, valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';
import { namesOwner } from './wildcards';

const tooWide = /\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess|\w*FullAccess)$/;

/** Policies of AWS that allow all of a service, attached to a role. */
export function findWideAttachments({ type, args }: ResolvedResource): readonly PolicyFinding[] {
  const argument =
    type === 'aws_iam_role_policy_attachment'
      ? 'policy_arn'
      : type === 'aws_iam_role'
        ? 'managed_policy_arns'
        : undefined;
  return argument === undefined
    ? []
    : textsAt(args, argument)
        .filter((arn) => tooWide.test(arn))
        .map((arn) => ({
          id: 'policy-wide-managed',
          argument,
          value: show(arn),
          rule: 'A role is allowed actions that are named, never all of a service.',
          whatToDo: 'Write a policy with the actions that are needed.',
        }));
}

/** Permissions by which more than the API that is meant may invoke a function. */
export function findOpenPermissions({ type, args }: ResolvedResource): readonly PolicyFinding[] {
  if (type !== 'aws_lambda_permission') {
    return [];
  }
  const principal = textAt(args, 'principal');
  const everybody = principal === '*' && !isSet(args, 'principal_org_id');
  const anySource =
    principal?.endsWith('.amazonaws.com') === true && !namesSource(args) && !isSet(args, 'source_account');
  return [
    ...(everybody ? [permissionFault('permission-everybody', 'principal', principal)] : []),
    ...(anySource ? [permissionFault('permission-any-source', 'source_arn', args['source_arn'])] : []),
  ];
}

/** A pattern in place of the account is no name: every account's API would do. */
function namesSource(args: Arguments): boolean {
  return valuesAt(args, 'source_arn').some((arn) => typeof arn === 'string' && namesOwner(markReferences(arn)));
}

function permissionFault(id: string, argument: string, value: unknown): PolicyFinding {
  return {
    id,
    argument,
    value: show(value),
    rule: 'A function is invoked by the one that is named: without a source, anybody who uses the same service may.',
    whatToDo: 'Set principal "apigateway.amazonaws.com" and source_arn to <execution_arn>/<stage>/<METHOD>/<path>.',
  };
}
