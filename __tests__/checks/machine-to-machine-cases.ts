import type { RefusalCases } from './refusal-case';

const scopes = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({ scope_name: `s${index}`, scope_description: 'd' }));

export const resourceServerCases: RefusalCases = {
  'cognito-resource-server-identifier': {
    refused: ['premium api', 'a"b', 'a\\b', 'é', '', 'x'.repeat(257)].map((identifier) => ({ identifier })),
    accepted: ['premium_api', 'https://api.example.com/', 'x'.repeat(256)].map((identifier) => ({ identifier })),
  },
  'cognito-resource-server-name': {
    refused: ['a/b', 'é!', '', 'x'.repeat(257)].map((name) => ({ name })),
    accepted: ['premium-api-authorizer', 'Premium API', 'x'.repeat(256)].map((name) => ({ name })),
  },
  'cognito-scope-name': {
    refused: ['premium_api/read', 'read write', 'a"b', ''].map((scope_name) => ({ scope: [{ scope_name }] })),
    accepted: ['read', 'pets:read', 'x'.repeat(256)].map((scope_name) => ({ scope: [{ scope_name }] })),
  },
  'cognito-scope-description': {
    refused: ['', 'x'.repeat(257)].map((scope_description) => ({ scope: [{ scope_description }] })),
    accepted: ['Get content', 'two\nlines', 'x'.repeat(256)].map((scope_description) => ({
      scope: [{ scope_description }],
    })),
  },
  'cognito-scope-count': {
    refused: [{ scope: scopes(101) }],
    accepted: [{ scope: scopes(100) }, {}],
  },
};

export const secretCases: RefusalCases = {
  'secretsmanager-name': {
    refused: ['my secret', 'a:b', 'é', 'x'.repeat(513)].map((name) => ({ name })),
    accepted: ['dev-premium/us-east-1_Ab', 'a+b=c.d@e!f', 'x'.repeat(512)].map((name) => ({ name })),
  },
  'secretsmanager-name-prefix': {
    refused: [{ name_prefix: 'my secret' }],
    accepted: [{ name_prefix: 'dev-' }],
  },
  'secretsmanager-kms-alias': {
    refused: ['alias/aws/s3', 'arn:aws:kms:us-east-1:123456789012:alias/aws/lambda'].map((kms_key_id) => ({
      kms_key_id,
    })),
    accepted: ['alias/aws/secretsmanager', 'alias/mine', 'alias/awsome', '1234abcd'].map((kms_key_id) => ({
      kms_key_id,
    })),
  },
  'secretsmanager-recovery-window': {
    refused: [1, 6, 31, -1].map((recovery_window_in_days) => ({ recovery_window_in_days })),
    accepted: [0, 7, 30].map((recovery_window_in_days) => ({ recovery_window_in_days })),
  },
};

export const secretVersionCases: RefusalCases = {
  'secretsmanager-one-value': {
    refused: [{}, { secret_string: 'a', secret_binary: 'Yg==' }, { secret_string: '' }],
    accepted: [{ secret_string: 'a' }, { secret_binary: 'Yg==' }, { secret_string: '${var.a}' }],
  },
  'secretsmanager-size': {
    refused: [{ secret_string: 'x'.repeat(65_537) }, { secret_string: 'é'.repeat(32_769) }],
    accepted: [{ secret_string: 'x'.repeat(65_536) }],
  },
};

const pools = { type: 'COGNITO_USER_POOLS' };
const request = { type: 'REQUEST' };
const invokeArn =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations';

export const authorizerCases: RefusalCases = {
  'apigw-authorizer-type': {
    refused: [{ type: 'JWT' }, { type: 'cognito_user_pools' }],
    accepted: [pools, request, { type: 'TOKEN' }, {}],
  },
  'apigw-authorizer-pools': {
    refused: [pools, { ...pools, provider_arns: [] }],
    accepted: [{ ...pools, provider_arns: ['${aws_cognito_user_pool.p.arn}'] }, request, { type: '${var.type}' }],
  },
  'apigw-authorizer-pool-arn': {
    refused: [{ provider_arns: ['us-east-1_Abc'] }, { provider_arns: ['arn:aws:iam::123456789012:role/r'] }],
    accepted: [{ provider_arns: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Abc', '${var.a}'] }],
  },
  'apigw-authorizer-result-ttl': {
    refused: [-1, 3601].map((authorizer_result_ttl_in_seconds) => ({ authorizer_result_ttl_in_seconds })),
    accepted: [0, 15, 3600].map((authorizer_result_ttl_in_seconds) => ({ authorizer_result_ttl_in_seconds })),
  },
  'apigw-authorizer-needs-function': {
    refused: [{}, { type: 'TOKEN' }, request],
    accepted: [{ authorizer_uri: '${aws_lambda_function.f.invoke_arn}' }, pools, { type: '${var.type}' }],
  },
  'apigw-authorizer-uri': {
    refused: ['arn:aws:lambda:us-east-1:123456789012:function:f', 'https://example.com'].map((authorizer_uri) => ({
      authorizer_uri,
    })),
    accepted: [{ authorizer_uri: invokeArn }, { authorizer_uri: '${aws_lambda_function.f.invoke_arn}' }],
  },
  'apigw-authorizer-expression': {
    refused: ['^Bearer (', '['].map((identity_validation_expression) => ({ identity_validation_expression })),
    accepted: ['^[Bb]earer +[A-Za-z0-9_-]+$', '${var.e}'].map((identity_validation_expression) => ({
      identity_validation_expression,
    })),
  },
  'apigw-authorizer-identity-header': {
    refused: [
      { ...pools, identity_source: 'Authorization' },
      { ...pools, identity_source: 'method.request.querystring.token' },
      { identity_source: 'method.request.header.A,method.request.header.B' },
    ],
    accepted: [
      { ...pools, identity_source: 'method.request.header.Authorization' },
      { ...request, identity_source: 'method.request.querystring.token' },
      pools,
    ],
  },
  'apigw-authorizer-identity-sources': {
    refused: [
      { ...request, identity_source: 'Authorization' },
      { ...request, identity_source: 'method.request.header.A,,context.stage' },
      { ...request, identity_source: 'method.request.body.token' },
      { ...request, identity_source: '' },
      { ...request, identity_source: '', authorizer_result_ttl_in_seconds: 60 },
    ],
    accepted: [
      { ...request, identity_source: 'method.request.header.A, method.request.querystring.b,context.stage' },
      { ...request, identity_source: 'stageVariables.v' },
      { ...request, identity_source: '', authorizer_result_ttl_in_seconds: 0 },
      { ...request, identity_source: '', authorizer_result_ttl_in_seconds: '${var.seconds}' },
      pools,
    ],
  },
};
