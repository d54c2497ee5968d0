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
        ...given.strings('managed_policy_arns').map((arn) => managedPolicy(world, block, arn)),
        ...attached(nameOf(block)).map((attachment) =>
          managedPolicy(world, attachment, attachment.arguments.string('policy_arn')),
        ),
      ],
    };
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

function managedPolicy(world: World, attachedBy: Block, arn: string): RolePolicy {
  const policy = byAttribute(world.all('aws_iam_policy'), 'arn')(arn);
  if (policy !== undefined) {
    return { ...located(policy), name: nameOf(policy), document: policy.arguments.json('policy') };
  }
  const document: JsonObject | undefined = awsManagedPolicies.get(arn);
  if (document !== undefined) return { ...located(attachedBy), name: arn.slice(arn.lastIndexOf('/') + 1), document };
  throw incoherent(
    located(attachedBy),
    `${JSON.stringify(arn)} is no policy of these stacks, and no AWS-managed one whose content is known here ` +
      `(${[...awsManagedPolicies.keys()].join(', ')})`,
    'Write the statements into a policy of the stack',
  );
}
