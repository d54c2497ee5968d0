import { type Block, type BlockType, inertAt, modelled, notModelled } from './block-type';
import { lowerAlphanumeric, stableText } from './identifiers';

function authorizerId(block: Block): string {
  return stableText(block, 'authorizer', { length: 6, alphabet: lowerAlphanumeric });
}

export const authorizer: BlockType = {
  arguments: {
    rest_api_id: modelled,
    name: modelled,
    type: inertAt('TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'),
    provider_arns: modelled,
    identity_source: modelled,
    identity_validation_expression: modelled,
    authorizer_result_ttl_in_seconds: modelled,
    authorizer_uri: modelled,
    authorizer_credentials: notModelled,
  },
  attributes: {
    id: authorizerId,
    arn: (block) =>
      `arn:aws:apigateway:${block.account.region}::/restapis/${block.arguments.string('rest_api_id')}` +
      `/authorizers/${authorizerId(block)}`,
  },
};
