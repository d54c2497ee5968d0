import { type BlockType, modelled } from './block-type';

export const identityProvider: BlockType = {
  arguments: {
    user_pool_id: modelled,
    provider_name: modelled,
    provider_type: modelled,
    provider_details: modelled,
    attribute_mapping: modelled,
    idp_identifiers: modelled,
  },
  attributes: {
    id: (block) => `${block.arguments.string('user_pool_id')}:${block.arguments.string('provider_name')}`,
  },
};
