import type { Role } from '../../blueprint/model';
import { readBlueprint } from '../../blueprint/read-blueprint';
import type { ConditionContext, Decision } from '../../iam/decision';
import { evaluate } from '../../iam/evaluate';
import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy } from '../../iam/policy';
import { synthesizedOutput } from '../support/synthesized-output';
import { stacksIn, type SynthesizedStack } from '../synthesis/synthesized-stacks';
import { withAccount } from './everything';

/** All stacks of a stage with their roles, those of its account, and the two roles of GitHub Actions. */
export interface Deployment {
  readonly stage: readonly SynthesizedStack[];
  readonly account: readonly SynthesizedStack[];
  /** Those of the stage. */
  readonly roles: readonly Role[];
  readonly plan: Role;
  readonly deploy: Role;
}

const accountStacks = ['terraform-state', 'account-settings', 'github-roles'];

export function readDeployment(): Deployment {
  const output = synthesizedOutput({ ...withAccount(), PERMISSIONS_BOUNDARY: 'on' });
  try {
    const stacks = stacksIn(output.folder);
    const { roles } = readBlueprint({ outputFolder: output.folder, missingVariablesMadeUp: true });
    return {
      stage: stacks.filter(({ name }) => !accountStacks.includes(name)),
      account: stacks.filter(({ name }) => accountStacks.includes(name)),
      roles: roles.filter(({ stack }) => !accountStacks.includes(stack)),
      plan: named(roles, 'dev-github-plan'),
      deploy: named(roles, 'dev-github-deploy'),
    };
  } finally {
    output.remove();
  }
}

/** The permissions boundary of the stage. */
export const boundary = 'arn:aws:iam::123456789012:policy/dev-boundary';

/** As every resource of the stage is tagged, and as a request to make one is; roles are made within the boundary. */
export const asDeployed: ConditionContext = {
  ...Object.fromEntries(
    ['aws:ResourceTag', 'aws:RequestTag'].flatMap((key) => [
      [`${key}/project`, 'api-auth-aws-cdktf'],
      [`${key}/stage`, 'dev'],
    ]),
  ),
  'iam:PermissionsBoundary': boundary,
};

export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context?: ConditionContext;
}

/** What IAM answers to a role. */
export function decide(role: Role, { action, resource, context = {} }: Question): Decision['kind'] {
  return evaluate({
    request: {
      principal: { kind: 'aws', accountId: '123456789012', arns: [role.arn] },
      action,
      resource,
      context,
    },
    identityPolicies: policiesOf(role),
  }).kind;
}

const parsed = new WeakMap<Role, readonly NamedPolicy[]>();

function policiesOf(role: Role): readonly NamedPolicy[] {
  const policies =
    parsed.get(role) ??
    role.policies.map(({ name, document }) => ({ name, document: parsePolicy(document, 'identity') }));
  parsed.set(role, policies);
  return policies;
}

function named(roles: readonly Role[], name: string): Role {
  const found = roles.find((role) => role.name === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
}
