import type { JsonObject, Role, RolePolicy } from '../model';
import { nameOf } from '../resources/iam';
import type { Block } from '../resources/block-type';
import { incoherent } from '../errors';
import { awsManagedPolicies } from './aws-managed-policies';
import { byAttribute, located, partner, refuseDuplicates, text } from './locate';
import type { World } from './world-view';

/** All roles with every policy that is written into them or attached to them. */
export function roles(world: World): readonly Role[] {
  const blocks = world.all('aws_iam_role');
  refuseDuplicates(blocks, nameOf);
  const own = owned(world, 'aws_iam_role_policy');
  const attached = owned(world, 'aws_iam_role_policy_attachment');
  return blocks.map((block) => {
    const given = block.arguments;
    return {
      ...located(block),
      name: nameOf(block),
      arn: text(block, 'arn'),
      uniqueId: text(block, 'unique_id'),
      maxSessionSeconds: given.number('max_session_duration', 3_600),
      trustPolicy: given.json('assume_role_policy'),
      policies: [
        ...given.blocks('inline_policy').map((inline) => ({
          ...located(block),
          name: inline.string('name'),
          document: inline.json('policy'),
        })),
        ...own(nameOf(block)).map((inline) => ({
          ...located(inline),
          name: nameOf(inline),
          document: inline.arguments.json('policy'),
        })),
        ...given.strings('managed_policy_arns').map((arn) => managedPolicy(world, block, { arn, remedy: inline })),
        ...attached(nameOf(block)).map((attachment) =>
          managedPolicy(world, attachment, { arn: attachment.arguments.string('policy_arn'), remedy: inline }),
        ),
      ],
      permissionsBoundary: boundary(world, block),
    };
  });
}

/** A role whose limit is not known must not be run as if it had none. */
function boundary(world: World, role: Block): RolePolicy | undefined {
  const argument = 'permissions_boundary';
  const arn = role.arguments.optionalString(argument) ?? '';
  if (arn === '') return undefined;
  return managedPolicy(world, role, {
    arn,
    argument,
    remedy: 'Synthesize the stack that makes the policy too, or leave the argument out where the stack is run here',
  });
}

function owned(world: World, type: string): (roleName: string) => readonly Block[] {
  const find = byAttribute(world.all('aws_iam_role'), 'name');
  const pairs = world.all(type).map((child) => ({
    child,
    roleName: nameOf(partner(child, 'role', { find, kind: 'role (by its name)' })),
  }));
  return (wanted) => pairs.filter(({ roleName }) => roleName === wanted).map(({ child }) => child);
}

const inline = 'Write the statements into a policy of the stack';

interface Attached {
  readonly arn: string;
  /** Where the ARN stands, if it is not what the block is for. */
  readonly argument?: string;
  readonly remedy: string;
}

function managedPolicy(world: World, attachedBy: Block, { arn, argument, remedy }: Attached): RolePolicy {
  const policy = byAttribute(world.all('aws_iam_policy'), 'arn')(arn);
  if (policy !== undefined) {
    return { ...located(policy), name: nameOf(policy), document: policy.arguments.json('policy') };
  }
  const document: JsonObject | undefined = awsManagedPolicies.get(arn);
  if (document !== undefined) return { ...located(attachedBy), name: arn.slice(arn.lastIndexOf('/') + 1), document };
  throw incoherent(
    { ...located(attachedBy), ...(argument === undefined ? {} : { argument }) },
    `${JSON.stringify(arn)} is no policy of these stacks, and no AWS-managed one whose content is known here ` +
      `(${[...awsManagedPolicies.keys()].join(', ')})`,
    remedy,
  );
}
