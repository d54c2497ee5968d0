import { type Block, type BlockType, harmless, inertAt, modelled, nested, notModelled, tagged } from './block-type';
import { lowerAlphanumeric, stableText } from './identifiers';

const bodyOnly = harmless('has an effect only with a body');
const cachingOnly = harmless('has an effect only with caching, which is refused');

function shortId(block: Block, purpose: string, length: number): string {
  return stableText(block, purpose, { length, alphabet: lowerAlphanumeric });
}

function apiId(block: Block): string {
  return shortId(block, 'rest api', 10);
}

function executionArn({ account }: Block, id: string): string {
  return `arn:aws:execute-api:${account.region}:${account.accountId}:${id}`;
}

export const restApi: BlockType = {
  arguments: {
    ...tagged,
    name: modelled,
    binary_media_types: modelled,
    policy: modelled,
    body: notModelled,
    endpoint_configuration: nested({
      types: inertAt(['REGIONAL'], ['EDGE']),
      vpc_endpoint_ids: notModelled,
      ip_address_type: harmless('kind of network address'),
    }),
    disable_execute_api_endpoint: inertAt(false),
    minimum_compression_size: inertAt(-1, ''),
    api_key_source: harmless('has an effect only with API keys, which are refused'),
    description: harmless('text'),
    fail_on_warnings: bodyOnly,
    parameters: bodyOnly,
    put_rest_api_mode: bodyOnly,
  },
  attributes: {
    id: apiId,
    arn: (block) => `arn:aws:apigateway:${block.account.region}::/restapis/${apiId(block)}`,
    execution_arn: (block) => executionArn(block, apiId(block)),
    root_resource_id: (block) => shortId(block, 'root resource', 10),
  },
};

export const deployment: BlockType = {
  arguments: {
    rest_api_id: modelled,
    triggers: harmless('only says when to deploy again'),
    variables: notModelled,
    description: harmless('text'),
  },
  attributes: { id: (block) => shortId(block, 'deployment', 6) },
};

export const stage: BlockType = {
  arguments: {
    ...tagged,
    rest_api_id: modelled,
    deployment_id: modelled,
    stage_name: modelled,
    variables: modelled,
    access_log_settings: nested({ destination_arn: modelled, format: modelled }),
    cache_cluster_enabled: inertAt(false),
    cache_cluster_size: cachingOnly,
    canary_settings: notModelled,
    client_certificate_id: harmless('shown to HTTP integrations, which are refused'),
    description: harmless('text'),
    documentation_version: harmless('text'),
    xray_tracing_enabled: harmless('observes'),
  },
  attributes: {
    id: (block) => `ags-${block.arguments.string('rest_api_id')}-${block.arguments.string('stage_name')}`,
    arn: (block) =>
      `arn:aws:apigateway:${block.account.region}::/restapis/${block.arguments.string('rest_api_id')}` +
      `/stages/${block.arguments.string('stage_name')}`,
    execution_arn: (block) =>
      `${executionArn(block, block.arguments.string('rest_api_id'))}/${block.arguments.string('stage_name')}`,
    invoke_url: (block) =>
      `https://${block.arguments.string('rest_api_id')}.execute-api.${block.account.region}.amazonaws.com` +
      `/${block.arguments.string('stage_name')}`,
  },
};

export const methodSettings: BlockType = {
  arguments: {
    rest_api_id: modelled,
    stage_name: modelled,
    method_path: modelled,
    settings: nested({
      throttling_burst_limit: modelled,
      throttling_rate_limit: modelled,
      caching_enabled: inertAt(false),
      cache_data_encrypted: cachingOnly,
      cache_ttl_in_seconds: cachingOnly,
      require_authorization_for_cache_control: cachingOnly,
      unauthorized_cache_control_header_strategy: cachingOnly,
      data_trace_enabled: harmless('observes'),
      logging_level: harmless('observes'),
      metrics_enabled: harmless('observes'),
    }),
  },
  attributes: {},
};

export const gatewayResponse: BlockType = {
  arguments: {
    rest_api_id: modelled,
    response_type: modelled,
    status_code: modelled,
    response_parameters: modelled,
    response_templates: modelled,
  },
  attributes: {
    id: (block) => `aggr-${block.arguments.string('rest_api_id')}-${block.arguments.string('response_type')}`,
  },
};

export const requestValidator: BlockType = {
  arguments: {
    rest_api_id: modelled,
    name: harmless('text'),
    validate_request_body: modelled,
    validate_request_parameters: modelled,
  },
  attributes: { id: (block) => shortId(block, 'request validator', 6) },
};
