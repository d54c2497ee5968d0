import type { RefusalCases } from './refusal-case';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const reference = '${var.unknown}';
const api = { rest_api_id: '${aws_api_gateway_rest_api.it.id}' };

export const restApiCases: RefusalCases = {
  'apigw-endpoint-type': {
    refused: [{ endpoint_configuration: { types: ['REGIONAL', 'EDGE'] } }],
    accepted: [{ endpoint_configuration: { types: ['REGIONAL'] } }],
  },
  'apigw-endpoint-type-known': {
    refused: [{ endpoint_configuration: { types: ['regional'] } }],
    accepted: [{ endpoint_configuration: { types: ['PRIVATE'] } }],
  },
  'apigw-vpc-endpoint-private': {
    refused: [{ endpoint_configuration: { types: ['REGIONAL'], vpc_endpoint_ids: ['vpce-1'] } }],
    accepted: [{ endpoint_configuration: { types: ['PRIVATE'], vpc_endpoint_ids: ['vpce-1'] } }],
  },
  'apigw-compression-size': {
    refused: [{ minimum_compression_size: 10485761 }],
    accepted: [{ minimum_compression_size: '0' }],
  },
  'apigw-policy-document': {
    refused: [{ policy: 'allow all' }],
    accepted: [{ policy: '{"Version":"2012-10-17"}' }, { policy: reference }],
  },
};

export const resourceCases: RefusalCases = {
  'apigw-path-part': {
    refused: [{ path_part: 'a/b' }, { path_part: '{id}s' }, { path_part: '' }],
    accepted: [{ path_part: 'create-note' }, { path_part: '{proxy+}' }, { path_part: '{id}' }],
  },
  'apigw-path-part-twice': {
    around: [['aws_api_gateway_resource', { ...api, parent_id: 'root', path_part: 'notes' }]],
    refused: [{ ...api, parent_id: 'root', path_part: 'notes' }],
    accepted: [
      { ...api, parent_id: 'other', path_part: 'notes' },
      { ...api, parent_id: 'root', path_part: 'note' },
    ],
  },
};

export const methodCases: RefusalCases = {
  'apigw-method-verb': { refused: [{ http_method: 'post' }], accepted: [{ http_method: 'ANY' }] },
  'apigw-method-authorizer': {
    refused: [{ authorization: 'CUSTOM' }, { authorization: 'COGNITO_USER_POOLS' }],
    accepted: [{ authorization: 'CUSTOM', authorizer_id: reference }, { authorization: 'AWS_IAM' }],
  },
  'apigw-method-scopes': {
    refused: [{ authorization: 'AWS_IAM', authorization_scopes: ['a/b'] }],
    accepted: [{ authorization: 'COGNITO_USER_POOLS', authorization_scopes: ['a/b'] }],
  },
  'apigw-method-request-parameters': {
    refused: [{ request_parameters: { 'querystring.limit': true } }],
    accepted: [{ request_parameters: { 'method.request.querystring.limit': true } }],
  },
};

const invoke =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

export const integrationCases: RefusalCases = {
  'apigw-integration-type': { refused: [{ type: 'LAMBDA' }], accepted: [{ type: 'AWS_PROXY' }] },
  'apigw-integration-aws-uri': {
    refused: [{ type: 'AWS_PROXY', uri: 'arn:aws:lambda:eu-west-1:123456789012:function:f' }],
    accepted: [
      { type: 'AWS_PROXY', uri: invoke },
      { type: 'AWS_PROXY', uri: reference },
    ],
  },
  'apigw-integration-function-arn': {
    refused: [{ type: 'AWS_PROXY', uri: '${aws_lambda_function.it.arn}' }],
    accepted: [{ type: 'AWS_PROXY', uri: '${aws_lambda_function.it.invoke_arn}' }],
  },
  'apigw-integration-http-uri': {
    refused: [{ type: 'HTTP_PROXY', uri: 'a.example' }],
    accepted: [{ type: 'HTTP_PROXY', uri: 'https://a.example/x' }],
  },
  'apigw-integration-http-method': {
    refused: [{ type: 'AWS_PROXY' }],
    accepted: [{ type: 'MOCK' }, { type: 'AWS_PROXY', integration_http_method: 'POST' }],
  },
  'apigw-integration-lambda-post': {
    refused: [{ type: 'AWS_PROXY', uri: '${aws_lambda_function.it.invoke_arn}', integration_http_method: 'GET' }],
    accepted: [
      { type: 'AWS_PROXY', uri: invoke, integration_http_method: 'POST' },
      { type: 'AWS', uri: 'arn:aws:apigateway:r:s3:path/x', integration_http_method: 'GET' },
    ],
  },
  'apigw-integration-timeout': {
    refused: [{ timeout_milliseconds: 49 }, { timeout_milliseconds: 300_001 }],
    accepted: [{ timeout_milliseconds: 29_000 }, { timeout_milliseconds: 60_000 }],
  },
  'apigw-integration-credentials': {
    refused: [{ credentials: 'my-role' }],
    accepted: [{ credentials: 'arn:aws:iam::123456789012:role/x' }],
  },
  'apigw-integration-request-parameters': {
    refused: [{ request_parameters: { 'integration.request.header.a': 'plain' } }],
    accepted: [
      {
        request_parameters: {
          'integration.request.header.a': "'plain'",
          'integration.request.header.b': 'context.requestId',
        },
      },
    ],
  },
  'apigw-integration-cache-keys': {
    around: [
      ['aws_api_gateway_method', { request_parameters: { 'method.request.path.id': true } }],
      ['aws_api_gateway_method', { request_parameters: reference }],
    ],
    refused: [
      { http_method: '${aws_api_gateway_method.it.http_method}', cache_key_parameters: ['method.request.path.other'] },
    ],
    accepted: [
      { http_method: '${aws_api_gateway_method.it.http_method}', cache_key_parameters: ['method.request.path.id'] },
      { http_method: '${aws_api_gateway_method.it2.http_method}', cache_key_parameters: ['method.request.path.other'] },
    ],
  },
};

export const integrationResponseCases: RefusalCases = {
  'apigw-selection-pattern': {
    refused: ['(', '[', '(?i', '(?i)(', '*+'].map((selection_pattern) => ({ selection_pattern })),
    accepted: [
      '4\\d\\d',
      '(?s).*error.*',
      '(?i:not found)',
      '(?-i)a',
      '\\QWhat?(\\E.*',
      '.*+',
      '(?>a|b)',
      '\\++',
      '(?<=a)b',
    ].map((selection_pattern) => ({ selection_pattern })),
  },
  'apigw-integration-response-status': { refused: [{ status_code: '99' }], accepted: [{ status_code: '200' }] },
};

export const gatewayResponseCases: RefusalCases = {
  'apigw-gateway-response-status': { refused: [{ status_code: '4xx' }], accepted: [{ status_code: '401' }, {}] },
  'apigw-gateway-response-parameters': {
    refused: [{ response_parameters: { 'method.response.header.a': "'*'" } }],
    accepted: [{ response_parameters: { 'gatewayresponse.header.a': "'*'" } }],
  },
};

export const deploymentCases: RefusalCases = {
  'apigw-deployment-empty': {
    around: [['aws_api_gateway_rest_api', {}]],
    refused: [api],
    accepted: [{ rest_api_id: reference }],
  },
  'apigw-deployment-order': {
    around: [
      ['aws_api_gateway_rest_api', {}],
      ['aws_api_gateway_method', api],
      ['aws_api_gateway_integration', api],
      ['terraform_data', { input: ['${aws_api_gateway_method.it.id}', '${aws_api_gateway_integration.it.id}'] }],
    ],
    refused: [api, { ...api, depends_on: ['aws_api_gateway_method.it'] }],
    accepted: [
      { ...api, depends_on: ['aws_api_gateway_method.it', 'aws_api_gateway_integration.it'] },
      { ...api, depends_on: ['terraform_data.it'] },
      { rest_api_id: 'other' },
    ],
  },
};

export const stageCases: RefusalCases = {
  'apigw-stage-name': { refused: [{ stage_name: 'my-stage' }], accepted: [{ stage_name: 'dev_1' }] },
  'apigw-access-log-format': {
    refused: [{ access_log_settings: { format: '{"ip":"$context.identity.sourceIp"}' } }],
    accepted: [
      { access_log_settings: { format: '{"id":"$context.requestId"}' } },
      { access_log_settings: { format: reference } },
    ],
  },
  'apigw-access-log-destination': {
    refused: [{ access_log_settings: { destination_arn: 'arn:aws:s3:::bucket' } }],
    accepted: [{ access_log_settings: { destination_arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:x' } }],
  },
  'apigw-stage-variable-name': { refused: [{ variables: { 'a-b': 'x' } }], accepted: [{ variables: { a_b: 'x' } }] },
  'apigw-stage-variable-value': {
    refused: [{ variables: { a: 'x;y' } }],
    accepted: [{ variables: { a: 'https://x/?y=1', b: reference } }],
  },
};

export const methodSettingsCases: RefusalCases = {
  'apigw-settings-cache-ttl': {
    refused: [{ settings: { cache_ttl_in_seconds: 3601 } }],
    accepted: [{ settings: { cache_ttl_in_seconds: 3600 } }],
  },
  'apigw-settings-verb': {
    refused: [{ method_path: 'notes/get' }, { method_path: 'notes' }],
    accepted: [{ method_path: '*/*' }, { method_path: 'notes/GET' }],
  },
  'apigw-settings-path': { refused: [{ method_path: '/notes/GET' }], accepted: [{ method_path: 'notes/GET' }] },
  'apigw-settings-logging-level': {
    refused: [{ settings: { logging_level: 'DEBUG' } }],
    accepted: [{ settings: { logging_level: 'ERROR' } }],
  },
};

const zip = { filename: 'a.zip', handler: 'index.handler', runtime: 'nodejs22.x' };

export const functionCases: RefusalCases = {
  'lambda-function-name': {
    refused: [{ function_name: 'a.b' }, { function_name: 'a'.repeat(65) }],
    accepted: [{ function_name: 'aws-lambda-lab-dev-createNote' }],
  },
  'lambda-environment-size': {
    refused: [{ environment: { variables: { ab: 'x'.repeat(4088) } } }],
    accepted: [{ environment: { variables: { ab: 'x'.repeat(4087) } } }],
  },
  'lambda-environment-key': {
    refused: [{ environment: { variables: { a: 'x' } } }, { environment: { variables: { '1a': 'x' } } }],
    accepted: [{ environment: { variables: { tableName: 'x' } } }],
  },
  'lambda-environment-reserved': {
    refused: [{ environment: { variables: { AWS_REGION: 'x' } } }],
    accepted: [{ environment: { variables: { AWS_ENDPOINT_URL: 'x' } } }],
  },
  'lambda-memory': { refused: [{ memory_size: 10241 }, { memory_size: 64 }], accepted: [{ memory_size: 128 }] },
  'lambda-timeout': { refused: [{ timeout: 901 }, { timeout: 0 }], accepted: [{ timeout: 6 }] },
  'lambda-architecture': { refused: [{ architectures: ['arm'] }], accepted: [{ architectures: ['arm64'] }] },
  'lambda-tracing': {
    refused: [{ tracing_config: { mode: 'On' } }],
    accepted: [{ tracing_config: { mode: 'Active' } }],
  },
  'lambda-s3-pair': { refused: [{ s3_bucket: 'b' }], accepted: [{ s3_bucket: 'b', s3_key: 'k' }, {}] },
  'lambda-one-source': {
    refused: [
      { filename: 'a.zip', s3_bucket: 'b' },
      { filename: 'a.zip', image_uri: reference },
    ],
    accepted: [{ filename: 'a.zip' }],
  },
  'lambda-image-package': {
    refused: [{ package_type: 'Image' }, { image_uri: reference }],
    accepted: [{ package_type: 'Image', image_uri: reference }, { package_type: 'Zip' }, { package_type: reference }],
  },
  'lambda-image-config': {
    refused: [{ image_config: { command: ['x'] } }],
    accepted: [{ image_config: { command: ['x'] }, package_type: 'Image' }],
  },
  'lambda-zip-handler': { refused: [{ filename: 'a.zip', handler: 'x' }], accepted: [zip, {}] },
  'lambda-log-level-json': {
    refused: [{ logging_config: { log_format: 'Text', system_log_level: 'WARN' } }],
    accepted: [{ logging_config: { log_format: 'JSON', application_log_level: 'INFO' } }],
  },
  'lambda-log-group': {
    refused: [{ logging_config: { log_group: 'aws/x' } }, { logging_config: { log_group: 'a b' } }],
    accepted: [{ logging_config: { log_group: '/aws/lambda/x' } }],
  },
  'lambda-dead-letter': {
    refused: [
      { dead_letter_config: { target_arn: 'arn:aws:sqs:r:1:q.fifo' } },
      { dead_letter_config: { target_arn: 'arn:aws:s3:::b' } },
    ],
    accepted: [{ dead_letter_config: { target_arn: 'arn:aws:sqs:r:1:q' } }],
  },
  'lambda-vpc': {
    refused: [{ vpc_config: { subnet_ids: ['s'], security_group_ids: [] } }],
    accepted: [{ vpc_config: { subnet_ids: ['s'], security_group_ids: ['g'] } }, {}],
  },
};

export const permissionCases: RefusalCases = {
  'lambda-permission-principal': {
    refused: [{ principal: 'apigateway' }, { principal: 'a b.com' }],
    accepted: [{ principal: 'apigateway.amazonaws.com' }, { principal: '123456789012' }],
  },
  'lambda-permission-latest': { refused: [{ qualifier: '$LATEST' }], accepted: [{ qualifier: 'live' }] },
  'lambda-permission-function-latest': {
    refused: [{ function_name: 'f:$LATEST' }],
    accepted: [{ function_name: 'f' }],
  },
  'lambda-permission-action': {
    refused: [{ action: 'InvokeFunction' }],
    accepted: [{ action: 'lambda:InvokeFunction' }],
  },
  'lambda-permission-url-action': {
    refused: [{ function_url_auth_type: 'AWS_IAM', action: 'lambda:InvokeFunction' }],
    accepted: [{ function_url_auth_type: 'AWS_IAM', action: 'lambda:InvokeFunctionUrl' }],
  },
  'lambda-permission-url-type': {
    refused: [{ function_url_auth_type: 'JWT' }],
    accepted: [{ function_url_auth_type: 'AWS_IAM' }],
  },
  'lambda-permission-source-arn': {
    refused: [{ source_arn: 'api' }],
    accepted: [{ source_arn: 'arn:aws:execute-api:r:1:a/*' }, { source_arn: `${reference}/*` }],
  },
  'lambda-permission-statement-id': { refused: [{ statement_id: 'a.b' }], accepted: [{ statement_id: 'AllowApi-1' }] },
  'lambda-permission-statement-twice': {
    around: [['aws_lambda_permission', { function_name: 'f', statement_id: 'api' }]],
    refused: [{ function_name: 'f', statement_id: 'api' }],
    accepted: [
      { function_name: 'g', statement_id: 'api' },
      { function_name: 'f', statement_id: 'other' },
    ],
  },
};

const keys = {
  hash_key: 'userId',
  range_key: 'noteId',
  attribute: [
    { name: 'userId', type: 'S' },
    { name: 'noteId', type: 'S' },
  ],
};
const index = (name: string, more: object = {}) => ({ name, range_key: 'noteId', ...more });

export const tableCases: RefusalCases = {
  'dynamodb-name': { refused: [{ name: 'ab' }, { name: 'a/bc' }], accepted: [{ name: 'dev-notes' }] },
  'dynamodb-attribute-unused': {
    refused: [{ ...keys, attribute: [...keys.attribute, { name: 'content', type: 'S' }] }],
    accepted: [keys, { ...keys, attribute: reference }],
  },
  'dynamodb-attribute-missing': {
    refused: [{ ...keys, attribute: [{ name: 'userId', type: 'S' }] }],
    accepted: [keys, { ...keys, range_key: reference, attribute: [] }],
  },
  'dynamodb-attribute-twice': { refused: [{ attribute: [{ name: 'a' }, { name: 'a' }] }], accepted: [keys] },
  'dynamodb-attribute-type': { refused: [{ attribute: [{ name: 'a', type: 'string' }] }], accepted: [keys] },
  'dynamodb-key-twice': { refused: [{ hash_key: 'a', range_key: 'a' }], accepted: [keys, { hash_key: 'a' }] },
  'dynamodb-billing-mode': {
    refused: [{ billing_mode: 'ON_DEMAND' }],
    accepted: [{ billing_mode: 'PAY_PER_REQUEST' }, { billing_mode: 'PAY_PER_REQUEST', read_capacity: 0 }],
  },
  'dynamodb-capacity-missing': {
    refused: [{}, { billing_mode: 'PROVISIONED', read_capacity: 1 }, { read_capacity: 1, write_capacity: 0 }],
    accepted: [
      { read_capacity: 1, write_capacity: 1 },
      { billing_mode: 'PAY_PER_REQUEST' },
      { billing_mode: reference },
    ],
  },
  'dynamodb-capacity-with-on-demand': {
    refused: [{ billing_mode: 'PAY_PER_REQUEST', read_capacity: 1 }],
    accepted: [{ billing_mode: 'PAY_PER_REQUEST' }, { billing_mode: 'PAY_PER_REQUEST', read_capacity: 0 }],
  },
  'dynamodb-index-capacity': {
    refused: [
      { billing_mode: 'PAY_PER_REQUEST', global_secondary_index: [index('a', { read_capacity: 1 })] },
      { billing_mode: 'PROVISIONED', global_secondary_index: [index('a')] },
    ],
    accepted: [
      { billing_mode: 'PAY_PER_REQUEST', global_secondary_index: [index('a')] },
      { billing_mode: 'PROVISIONED', global_secondary_index: [index('a', { read_capacity: 1, write_capacity: 1 })] },
    ],
  },
  'dynamodb-on-demand-limit': {
    refused: [{ on_demand_throughput: { max_read_request_units: 1 } }],
    accepted: [{ billing_mode: 'PAY_PER_REQUEST', on_demand_throughput: { max_read_request_units: 1 } }],
  },
  'dynamodb-local-index-count': {
    refused: [{ local_secondary_index: many(6, (at) => index(`i${at}`)) }],
    accepted: [{ local_secondary_index: many(5, (at) => index(`i${at}`)) }],
  },
  'dynamodb-local-index-range': {
    refused: [{ local_secondary_index: [{ name: 'a' }] }],
    accepted: [{ local_secondary_index: [index('a')] }],
  },
  'dynamodb-index-twice': {
    refused: [{ global_secondary_index: [index('a')], local_secondary_index: [index('a')] }],
    accepted: [{ global_secondary_index: [index('a'), index('b')] }],
  },
};

export const logGroupCases: RefusalCases = {
  'logs-group-name': { refused: [{ name: 'aws/x' }, { name: 'a b' }], accepted: [{ name: '/aws/lambda/x' }] },
  'logs-retention': {
    refused: [{ retention_in_days: 31 }],
    accepted: [{ retention_in_days: 30 }, { retention_in_days: '30' }],
  },
  'logs-class': { refused: [{ log_group_class: 'CHEAP' }], accepted: [{ log_group_class: 'STANDARD' }] },
};
