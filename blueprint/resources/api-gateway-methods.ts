import type { Value } from '../expressions/values';
import { type Block, type BlockType, harmless, inertAt, modelled, notModelled } from './block-type';
import { lowerAlphanumeric, stableText } from './identifiers';

const cachingOnly = harmless('has an effect only with caching, which is refused');

/** Where a resource hangs, with a leading slash: `/pets/{petId}`. The root is `/`. */
export function pathOf(block: Block): string {
  const parentId = block.arguments.string('parent_id');
  const parent = byId(block.all('aws_api_gateway_resource')).get(parentId);
  // The parent knows its own path, so that each is made once, however many hang below.
  const before = parent === undefined ? '' : String(parent.attribute('path'));
  return `${before}/${block.arguments.string('path_part')}`;
}

const indexes = new WeakMap<readonly Block[], ReadonlyMap<Value, Block>>();

/** A stack has very many resources, and each asks for its parent. */
function byId(blocks: readonly Block[]): ReadonlyMap<Value, Block> {
  const known = indexes.get(blocks) ?? new Map(blocks.map((block) => [block.attribute('id'), block]));
  indexes.set(blocks, known);
  return known;
}

function methodId(prefix: string): (block: Block) => string {
  return ({ arguments: given }) =>
    [prefix, given.string('rest_api_id'), given.string('resource_id'), given.string('http_method')].join('-');
}

export const resource: BlockType = {
  arguments: { rest_api_id: modelled, parent_id: modelled, path_part: modelled },
  attributes: {
    id: (block) => stableText(block, 'resource', { length: 6, alphabet: lowerAlphanumeric }),
    path: pathOf,
  },
};

export const method: BlockType = {
  arguments: {
    rest_api_id: modelled,
    resource_id: modelled,
    http_method: modelled,
    operation_name: modelled,
    request_parameters: modelled,
    request_validator_id: modelled,
    authorization: inertAt('NONE', 'AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM'),
    authorizer_id: modelled,
    authorization_scopes: modelled,
    api_key_required: inertAt(false),
    request_models: inertAt({ 'application/json': 'Empty' }),
  },
  attributes: { id: methodId('agm') },
};

export const methodResponse: BlockType = {
  arguments: {
    rest_api_id: modelled,
    resource_id: modelled,
    http_method: modelled,
    status_code: modelled,
    response_parameters: modelled,
    response_models: harmless('documents the answer'),
  },
  attributes: { id: (block) => `${methodId('agmr')(block)}-${block.arguments.string('status_code')}` },
};

export const integration: BlockType = {
  arguments: {
    rest_api_id: modelled,
    resource_id: modelled,
    http_method: modelled,
    type: inertAt('AWS_PROXY', 'MOCK'),
    uri: modelled,
    integration_http_method: modelled,
    request_templates: modelled,
    timeout_milliseconds: modelled,
    passthrough_behavior: inertAt('WHEN_NO_MATCH'),
    request_parameters: notModelled,
    content_handling: notModelled,
    credentials: notModelled,
    connection_id: notModelled,
    connection_type: inertAt('INTERNET'),
    tls_config: notModelled,
    cache_key_parameters: cachingOnly,
    cache_namespace: cachingOnly,
  },
  attributes: { id: methodId('agi') },
};

export const integrationResponse: BlockType = {
  arguments: {
    rest_api_id: modelled,
    resource_id: modelled,
    http_method: modelled,
    status_code: modelled,
    selection_pattern: modelled,
    response_parameters: modelled,
    response_templates: modelled,
    content_handling: notModelled,
  },
  attributes: { id: (block) => `${methodId('agir')(block)}-${block.arguments.string('status_code')}` },
};
