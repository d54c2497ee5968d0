import { type Block, type BlockType, modelled, nested, taggedForPolicies } from './block-type';
import { stableUuid } from './identifiers';

function identityPoolId(block: Block): string {
  return `${block.account.region}:${stableUuid(block, 'identity pool')}`;
}

export const identityPool: BlockType = {
  arguments: {
    ...taggedForPolicies,
    identity_pool_name: modelled,
    allow_unauthenticated_identities: modelled,
    allow_classic_flow: modelled,
    cognito_identity_providers: nested({
      client_id: modelled,
      provider_name: modelled,
      server_side_token_check: modelled,
    }),
    developer_provider_name: modelled,
    openid_connect_provider_arns: modelled,
    saml_provider_arns: modelled,
    supported_login_providers: modelled,
  },
  attributes: {
    id: identityPoolId,
    arn: (block) =>
      `arn:aws:cognito-identity:${block.account.region}:${block.account.accountId}:identitypool/${identityPoolId(block)}`,
  },
};

export const rolesAttachment: BlockType = {
  arguments: {
    identity_pool_id: modelled,
    roles: modelled,
    role_mapping: nested({
      identity_provider: modelled,
      type: modelled,
      ambiguous_role_resolution: modelled,
      mapping_rule: nested({ claim: modelled, match_type: modelled, value: modelled, role_arn: modelled }),
    }),
  },
  attributes: { id: (block) => block.arguments.string('identity_pool_id') },
};
