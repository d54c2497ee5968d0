import type { Deviation } from './mirror';
import { taken } from './machine-to-machine-document';

const at =
  (address: string) =>
  (argument: string, here: unknown): Deviation => ({ address, argument, here });

const pool = at('aws_cognito_user_pool.user-pool');
const client = at('aws_cognito_user_pool_client.premium-app-users');
const secret = at('aws_secretsmanager_secret.app-secrets');

const attribute = (name: string, required: boolean, mutable: boolean): unknown => ({
  name,
  required,
  mutable,
  attribute_data_type: 'String',
  developer_only_attribute: false,
  string_attribute_constraints: { min_length: '0', max_length: '2048' },
});

export const identityProviderDeviations: readonly Deviation[] = [
  pool('schema', [attribute('email', true, false), attribute('name', false, true)]),
  pool('username_configuration', { case_sensitive: false }),
  pool('password_policy', {
    minimum_length: 8,
    require_lowercase: true,
    require_numbers: true,
    require_symbols: true,
    require_uppercase: true,
    temporary_password_validity_days: 7,
  }),
  pool('account_recovery_setting', { recovery_mechanism: [{ name: 'verified_email', priority: 1 }] }),
  pool('deletion_protection', 'INACTIVE'),
  at('aws_cognito_user_pool_domain.domain')('domain', 'premium-api-dev-${data.aws_caller_identity.current.account_id}'),
  client('explicit_auth_flows', ['ALLOW_REFRESH_TOKEN_AUTH']),
  client('access_token_validity', 60),
  client('id_token_validity', 60),
  client('refresh_token_validity', 1),
  client('token_validity_units', [{ access_token: 'minutes', id_token: 'minutes', refresh_token: 'days' }]),
  client('enable_token_revocation', true),
  secret('name', 'dev-premium-app-users/${aws_cognito_user_pool.user-pool.id}'),
  secret('description', 'What a consumer of the premium API needs to get an access token.'),
  secret('recovery_window_in_days', 7),
  at('aws_secretsmanager_secret_version.app-secrets')(
    'secret_string',
    expect.stringMatching(
      /^\$\{jsonencode\(.*tokenEndpoint.*clientId.*clientSecret.*resourceServerIdentifier.*readScope.*writeScope.*\)\}$/,
    ),
  ),
];

const apiDeviations: readonly Deviation[] = [
  at('aws_api_gateway_stage.api-stage')('xray_tracing_enabled', true),
  at('aws_api_gateway_method_settings.api-stage')('settings', {
    throttling_rate_limit: 10,
    throttling_burst_limit: 100,
  }),
];

/** What every function here has otherwise than in the document. */
function functionDeviations(id: string, name: string, given: { variables: unknown; timeout: number }): Deviation[] {
  const lambda = at(`aws_lambda_function.${id}`);
  return [
    lambda('function_name', name),
    lambda('runtime', 'nodejs22.x'),
    lambda('handler', 'index.handler'),
    lambda('timeout', given.timeout),
    lambda('memory_size', 1024),
    lambda('reserved_concurrent_executions', undefined),
    lambda('environment', { variables: given.variables }),
    lambda('architectures', ['arm64']),
    lambda('tracing_config', { mode: 'Active' }),
    lambda('filename', expect.stringMatching(new RegExp(`^assets/${id}-code/[0-9a-f]{32}/function\\.zip$`))),
    lambda('source_code_hash', expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/)),
    lambda('depends_on', [`aws_cloudwatch_log_group.${id}-logs`, `aws_iam_role_policy.${id}-role`]),
    at(`aws_cloudwatch_log_group.${id}-logs`)('name', `/aws/lambda/${name}`),
    at(`aws_cloudwatch_log_group.${id}-logs`)('retention_in_days', 30),
  ];
}

const allowedOrigins = 'http://localhost:3000';

export const premiumContentDeviations: readonly Deviation[] = [
  ...apiDeviations,
  ...functionDeviations('premium-content', 'dev-premium_function', { variables: { allowedOrigins }, timeout: 6 }),
];

const secretArn = taken('aws_secretsmanager_secret_version_app-secrets_arn');

export const contentConsumersDeviations: readonly Deviation[] = [
  ...apiDeviations,
  ...functionDeviations('content-consumer', 'dev-content_consumers', {
    variables: {
      allowedOrigins,
      premiumApiUrl: `${taken('aws_api_gateway_stage_api-stage_invoke_url', 'premium-content-provider')}/home/premium`,
      secretArn,
    },
    timeout: 25,
  }),
  at('aws_iam_role_policy.content-consumer-role')('name', 'dev-content_consumers-policy'),
  at('aws_iam_role_policy.content-consumer-role')('policy', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [secretArn] },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: ['${aws_cloudwatch_log_group.content-consumer-logs.arn}:*'],
      },
      { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: ['*'] },
    ],
  }),
];
