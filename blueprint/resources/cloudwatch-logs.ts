import { type BlockType, harmless, modelled, tagged } from './block-type';

export const logGroup: BlockType = {
  arguments: {
    ...tagged,
    name: modelled,
    retention_in_days: harmless('age at which lines are deleted'),
    kms_key_id: harmless('encryption at rest'),
    log_group_class: harmless('price'),
    deletion_protection_enabled: harmless('guards against deletion'),
    skip_destroy: harmless('rules deletion'),
  },
  attributes: {
    id: (block) => block.arguments.string('name'),
    arn: ({ account, arguments: given }) =>
      `arn:aws:logs:${account.region}:${account.accountId}:log-group:${given.string('name')}`,
  },
};
