import { type Block, type BlockType, harmless, inertAt, modelled, nested, tagged } from './block-type';
import { digits, stableText, upperAlphanumeric } from './identifiers';

/** The name, or one as Terraform makes it up where none is given. */
export function nameOf(block: Block): string {
  return (
    block.arguments.optionalString('name') ?? `terraform-${stableText(block, 'name', { length: 26, alphabet: digits })}`
  );
}

function arnOf(block: Block, kind: 'role' | 'policy'): string {
  const path = block.arguments.optionalString('path') ?? '/';
  return `arn:aws:iam::${block.account.accountId}:${kind}${path}${nameOf(block)}`;
}

function uniqueId(block: Block, prefix: 'AROA' | 'ANPA'): string {
  return prefix + stableText(block, 'unique id', { length: 17, alphabet: upperAlphanumeric });
}

export const role: BlockType = {
  arguments: {
    ...tagged,
    name: modelled,
    path: modelled,
    assume_role_policy: modelled,
    max_session_duration: modelled,
    inline_policy: nested({ name: modelled, policy: modelled }),
    managed_policy_arns: modelled,
    permissions_boundary: modelled,
    description: harmless('text'),
    force_detach_policies: harmless('rules deletion'),
  },
  attributes: {
    id: nameOf,
    name: nameOf,
    arn: (block) => arnOf(block, 'role'),
    unique_id: (block) => uniqueId(block, 'AROA'),
  },
};

export const rolePolicy: BlockType = {
  arguments: { name: modelled, role: modelled, policy: modelled },
  attributes: { id: (block) => `${block.arguments.string('role')}:${nameOf(block)}`, name: nameOf },
};

export const policy: BlockType = {
  arguments: {
    ...tagged,
    name: modelled,
    path: modelled,
    policy: modelled,
    description: harmless('text'),
    delay_after_policy_creation_in_ms: inertAt(0),
  },
  attributes: {
    id: (block) => arnOf(block, 'policy'),
    arn: (block) => arnOf(block, 'policy'),
    name: nameOf,
    policy_id: (block) => uniqueId(block, 'ANPA'),
  },
};

export const rolePolicyAttachment: BlockType = {
  arguments: { role: modelled, policy_arn: modelled },
  attributes: {},
};
