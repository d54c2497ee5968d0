import type { Deviation } from './mirror';

const trust = (kind: string): unknown => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': '${aws_cognito_identity_pool.main.id}' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
      },
    },
  ],
});

export const deviations: readonly Deviation[] = [
  {
    address: 'aws_cognito_user_pool.notes-user-pool',
    argument: 'username_configuration',
    here: { case_sensitive: false },
  },
  {
    address: 'aws_cognito_user_pool.notes-user-pool',
    argument: 'password_policy',
    here: {
      minimum_length: 8,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
      temporary_password_validity_days: 7,
    },
  },
  {
    address: 'aws_cognito_user_pool.notes-user-pool',
    argument: 'account_recovery_setting',
    here: { recovery_mechanism: [{ name: 'verified_email', priority: 1 }] },
  },
  {
    address: 'aws_cognito_user_pool.notes-user-pool',
    argument: 'user_attribute_update_settings',
    here: { attributes_require_verification_before_update: ['email'] },
  },
  {
    address: 'aws_cognito_user_pool.notes-user-pool',
    argument: 'admin_create_user_config',
    here: { allow_admin_create_user_only: false },
  },
  { address: 'aws_cognito_user_pool.notes-user-pool', argument: 'deletion_protection', here: 'INACTIVE' },
  {
    address: 'aws_cognito_user_pool_client.client',
    argument: 'explicit_auth_flows',
    here: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  },
  {
    address: 'aws_cognito_user_pool_client.client',
    argument: 'token_validity_units',
    here: [{ access_token: 'minutes', id_token: 'minutes', refresh_token: 'days' }],
  },
  { address: 'aws_cognito_user_pool_client.client', argument: 'access_token_validity', here: 60 },
  { address: 'aws_cognito_user_pool_client.client', argument: 'id_token_validity', here: 60 },
  { address: 'aws_cognito_user_pool_client.client', argument: 'prevent_user_existence_errors', here: 'ENABLED' },
  { address: 'aws_cognito_user_pool_client.client', argument: 'enable_token_revocation', here: true },
  {
    address: 'aws_cognito_user_pool_domain.notes-app-jpcedeno',
    argument: 'domain',
    here: 'notes-app-dev-${data.aws_caller_identity.current.account_id}',
  },
  {
    address: 'aws_cognito_identity_pool.main',
    argument: 'cognito_identity_providers',
    here: [
      {
        client_id: '${aws_cognito_user_pool_client.client.id}',
        provider_name: '${aws_cognito_user_pool.notes-user-pool.endpoint}',
        server_side_token_check: true,
      },
    ],
  },
  { address: 'aws_cognito_identity_pool.main', argument: 'allow_classic_flow', here: false },
  { address: 'aws_iam_role.authenticated', argument: 'name', here: 'dev-Cognito_notesAuth_Role' },
  { address: 'aws_iam_role.authenticated', argument: 'assume_role_policy', here: trust('authenticated') },
  {
    address: 'aws_iam_role_policy.authenticated',
    argument: 'policy',
    here: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['execute-api:Invoke'],
          Resource: [
            '${aws_api_gateway_rest_api.api.execution_arn}/dev/POST/createnote',
            '${aws_api_gateway_rest_api.api.execution_arn}/dev/GET/notes',
          ],
        },
      ],
    },
  },
  { address: 'aws_iam_role.unauthenticated', argument: 'name', here: 'dev-unauth_iam_role' },
  { address: 'aws_iam_role.unauthenticated', argument: 'assume_role_policy', here: trust('unauthenticated') },
  {
    address: 'aws_iam_role_policy.unauthenticated',
    argument: 'policy',
    here: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: ['*'], Resource: ['*'] }] },
  },
  { address: 'aws_dynamodb_table.notes', argument: 'point_in_time_recovery', here: { enabled: true } },
  { address: 'aws_dynamodb_table.notes', argument: 'server_side_encryption', here: { enabled: true } },
  { address: 'aws_dynamodb_table.notes', argument: 'deletion_protection_enabled', here: false },
  { address: 'aws_lambda_function.create-note', argument: 'runtime', here: 'nodejs22.x' },
  { address: 'aws_lambda_function.create-note', argument: 'handler', here: 'index.handler' },
  { address: 'aws_lambda_function.create-note', argument: 'architectures', here: ['arm64'] },
  { address: 'aws_lambda_function.create-note', argument: 'tracing_config', here: { mode: 'Active' } },
  {
    address: 'aws_lambda_function.create-note',
    argument: 'environment',
    here: {
      variables: { tableName: '${aws_dynamodb_table.notes.name}', allowedOrigins: 'http://localhost:3000' },
    },
  },
  {
    address: 'aws_lambda_function.create-note',
    argument: 'filename',
    here: expect.stringMatching(/^assets\/create-note-code\/[0-9a-f]{32}\/function\.zip$/),
  },
  {
    address: 'aws_lambda_function.create-note',
    argument: 'source_code_hash',
    here: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
  },
  {
    address: 'aws_lambda_function.create-note',
    argument: 'depends_on',
    here: ['aws_cloudwatch_log_group.create-note-logs', 'aws_iam_role_policy.create-note-role'],
  },
  {
    address: 'aws_iam_role_policy.create-note-role',
    argument: 'name',
    here: 'aws-lambda-lab-dev-createNote-policy',
  },
  {
    address: 'aws_iam_role_policy.create-note-role',
    argument: 'policy',
    here: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['dynamodb:PutItem'], Resource: ['${aws_dynamodb_table.notes.arn}'] },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: ['${aws_cloudwatch_log_group.create-note-logs.arn}:*'],
        },
        { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: ['*'] },
      ],
    },
  },
  { address: 'aws_api_gateway_rest_api.api', argument: 'endpoint_configuration', here: { types: ['REGIONAL'] } },
  { address: 'aws_api_gateway_stage.api-stage', argument: 'xray_tracing_enabled', here: true },
  {
    address: 'aws_api_gateway_integration_response.api-createnote-OPTIONS',
    argument: 'response_parameters',
    here: {
      'method.response.header.Access-Control-Allow-Headers':
        "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id'",
      'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,POST'",
      'method.response.header.Access-Control-Allow-Origin': "'http://localhost:3000'",
      'method.response.header.Access-Control-Max-Age': "'600'",
    },
  },
];
