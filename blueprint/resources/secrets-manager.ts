import { type Block, type BlockType, harmless, inertAt, modelled, notModelled, tagged } from './block-type';
import { alphanumeric, stableText, stableUuid } from './identifiers';

/** With the six characters that Secrets Manager puts behind the name. */
function secretArn(block: Block): string {
  const { region, accountId } = block.account;
  const suffix = stableText(block, 'secret', { length: 6, alphabet: alphanumeric });
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${block.arguments.string('name')}-${suffix}`;
}

/** By which clients name a version. */
export function versionId(block: Block): string {
  return stableUuid(block, 'secret version');
}

export const secret: BlockType = {
  arguments: {
    ...tagged,
    name: modelled,
    description: modelled,
    policy: modelled,
    name_prefix: notModelled,
    replica: notModelled,
    force_overwrite_replica_secret: harmless('has an effect only with a replica, which is refused'),
    kms_key_id: harmless('encryption at rest'),
    recovery_window_in_days: harmless('rules deletion'),
  },
  attributes: { id: secretArn, arn: secretArn },
};

export const secretPolicy: BlockType = {
  arguments: {
    secret_arn: modelled,
    policy: modelled,
    block_public_policy: harmless('is asked when the policy is set'),
  },
  attributes: { id: (block) => block.arguments.string('secret_arn') },
};

export const secretVersion: BlockType = {
  arguments: {
    secret_id: modelled,
    secret_string: modelled,
    secret_binary: notModelled,
    secret_string_wo: notModelled,
    secret_string_wo_version: notModelled,
    version_stages: inertAt(['AWSCURRENT']),
  },
  attributes: {
    id: (block) => `${block.arguments.string('secret_id')}|${versionId(block)}`,
    arn: (block) => block.arguments.string('secret_id'),
    version_id: versionId,
  },
};
