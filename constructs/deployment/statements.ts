import type { PolicyStatement } from '../iam/policy';
import { boundaryArn } from './role-boundary';
import { deploymentRights } from './rights';
import type { DeploymentScope, Right } from './scope';

/** What a role needs that only looks, and holds the lock while it does. */
export function planStatements(scope: DeploymentScope): readonly PolicyStatement[] {
  return deploymentRights(scope).flatMap((right) => toStatement(right, right.read));
}

/**
 * What a role needs that deploys, and what it must not do whatever else it is allowed: change itself, whom it trusts or
 * what is expected of it, become somebody else, or give a role more than the permissions boundary.
 *
 * @param own ARNs of the roles, the identity provider and the boundary that it must leave alone
 */
export function deployStatements(
  scope: DeploymentScope,
  own: readonly [string, ...string[]],
): readonly PolicyStatement[] {
  return [
    ...deploymentRights(scope).flatMap((right) => toStatement(right, [...right.read, ...right.write])),
    { effect: 'Deny', actions: ['*'], resources: own },
    { effect: 'Deny', actions: ['sts:AssumeRole', 'sts:TagSession'], resources: '*' },
    // Of a role without a boundary the key is absent, and then the condition holds.
    {
      effect: 'Deny',
      actions: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      resources: '*',
      condition: { StringNotEquals: { 'iam:PermissionsBoundary': boundaryArn(scope) } },
    },
    { effect: 'Deny', actions: ['iam:DeleteRolePermissionsBoundary'], resources: '*' },
  ];
}

function toStatement({ resources, condition }: Right, actions: Right['read']): readonly PolicyStatement[] {
  const [first, ...others] = [...actions].sort();
  if (first === undefined) {
    return [];
  }
  const what = {
    effect: 'Allow',
    actions: [first, ...others],
    ...(condition === undefined ? {} : { condition }),
  } as const;
  return ['any' in resources ? { ...what, resources: '*', wildcardReason: resources.any } : { ...what, resources }];
}
