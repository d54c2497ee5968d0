import { type Block, type BlockType, modelled, nested, notModelled, tagged } from './block-type';
import { stableUuid } from './identifiers';

function identityPoolId(block: Block): string {
  return `${block.account.region}:${stableUuid(block, 'identity pool')}`;
}

export const identityPool: BlockType = {
  arguments: {
    ...tagged,
    identity_pool_name: modelled,
    allow_unauthenticated_identities: modelled,
    allow_classic_flow: modelled,
    cognito_identity_providers: nested({
      client_id: modelled,
      provider_name: modelled,
      server_side_token_check: modelled,
    }),
    developer_provider_name: notModelled,
    openid_connect_provider_arns: notModelled,
    saml_provider_arns: notModelled,
    supported_login_providers: notModelled,
  },
  attributes: {
    id: identityPoolId,
    arn: (block) =>
      `arn:aws:cognito-identity:${block.account.region}:${block.account.accountId}:identitypool/${identityPoolId(block)}`,
  },
};

export const rolesAttachment: BlockType = {
  arguments: { identity_pool_id: modelled, roles: modelled, role_mapping: notModelled },
  attributes: { id: (block) => block.arguments.string('identity_pool_id') },
};
