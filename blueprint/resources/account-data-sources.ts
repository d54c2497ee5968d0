import type { BlockType } from './block-type';

export const callerIdentity: BlockType = {
  arguments: {},
  attributes: {
    id: ({ account }) => account.accountId,
    account_id: ({ account }) => account.accountId,
    arn: ({ account }) => `arn:aws:iam::${account.accountId}:root`,
    user_id: ({ account }) => account.accountId,
  },
};

export const currentRegion: BlockType = {
  arguments: {},
  attributes: {
    id: ({ account }) => account.region,
    name: ({ account }) => account.region,
    region: ({ account }) => account.region,
  },
};

export const partition: BlockType = {
  arguments: {},
  attributes: { id: () => 'aws', partition: () => 'aws', dns_suffix: () => 'amazonaws.com' },
};
