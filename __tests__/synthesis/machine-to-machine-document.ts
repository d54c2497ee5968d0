import type { Arguments } from './synthesized-stacks';

/**
 * Document 3's stacks as Terraform arguments, with nothing corrected. What its text leaves open is as its CDK stacks have
 * it; names of CloudFormation are the references that they stand for.
 */
type Document = Readonly<Record<string, Arguments>>;

const restApiId = '${aws_api_gateway_rest_api.api.id}';

/** The parts of an API that the document's two have in common. */
const apiOf = (name: string, stageName: string): Document => ({
  'aws_api_gateway_rest_api.api': { name, endpoint_configuration: { types: ['REGIONAL'] } },
  'aws_api_gateway_stage.api-stage': {
    rest_api_id: restApiId,
    deployment_id: '${aws_api_gateway_deployment.api-stage.id}',
    stage_name: stageName,
  },
  'aws_api_gateway_method_settings.api-stage': {
    rest_api_id: restApiId,
    stage_name: '${aws_api_gateway_stage.api-stage.stage_name}',
    method_path: '*/*',
    settings: { throttling_rate_limit: 10, throttling_burst_limit: 100, logging_level: 'INFO' },
  },
});

/** A method and the function behind it. */
const routeOf = (id: string, handler: string, method: Arguments): Document => ({
  [`aws_api_gateway_method.api-${id}`]: {
    rest_api_id: restApiId,
    resource_id: `\${aws_api_gateway_resource.api-${id.replace(/-[A-Z]+$/, '')}.id}`,
    ...method,
  },
  [`aws_api_gateway_integration.api-${id}`]: {
    rest_api_id: restApiId,
    resource_id: `\${aws_api_gateway_resource.api-${id.replace(/-[A-Z]+$/, '')}.id}`,
    http_method: `\${aws_api_gateway_method.api-${id}.http_method}`,
    type: 'AWS_PROXY',
    integration_http_method: 'POST',
    uri: `\${aws_lambda_function.${handler}.invoke_arn}`,
  },
});

const functionOf = (id: string, name: string, variables: Arguments): Document => ({
  [`aws_lambda_function.${id}`]: {
    function_name: name,
    runtime: 'python3.7',
    handler: 'index.lambda_handler',
    timeout: 3,
    reserved_concurrent_executions: 1,
    environment: { variables: { LOG_LEVEL: 'INFO', Environment: 'Production', ...variables } },
    role: `\${aws_iam_role.${id}-role.arn}`,
  },
  [`aws_cloudwatch_log_group.${id}-logs`]: { name: `/aws/lambda/${name}`, retention_in_days: 7 },
});

export const identityProvider: Document = {
  'aws_cognito_user_pool.user-pool': {
    name: 'Miztiik-Unicorn-App-User-Pool',
    alias_attributes: ['email'],
    auto_verified_attributes: ['email'],
    admin_create_user_config: { allow_admin_create_user_only: true },
    schema: [
      { name: 'email', required: true, mutable: false },
      { name: 'name', required: false, mutable: true },
    ],
  },
  'aws_cognito_user_pool_domain.domain': {
    domain: 'mystique',
    user_pool_id: '${aws_cognito_user_pool.user-pool.id}',
  },
  'aws_cognito_resource_server.premium-api': {
    identifier: 'premium_api',
    name: 'premium-api-authorizer',
    user_pool_id: '${aws_cognito_user_pool.user-pool.id}',
    scope: [
      { scope_name: 'read', scope_description: 'Get Premium Api Content' },
      { scope_name: 'write', scope_description: 'Put Premium Api Content' },
    ],
  },
  'aws_cognito_user_pool_client.premium-app-users': {
    name: 'premium_app_users',
    user_pool_id: '${aws_cognito_user_pool.user-pool.id}',
    generate_secret: true,
    explicit_auth_flows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    prevent_user_existence_errors: 'ENABLED',
    allowed_oauth_flows_user_pool_client: true,
    allowed_oauth_flows: ['client_credentials'],
    allowed_oauth_scopes: [
      '${aws_cognito_resource_server.premium-api.identifier}/read',
      '${aws_cognito_resource_server.premium-api.identifier}/write',
    ],
  },
  'aws_secretsmanager_secret.app-secrets': { recovery_window_in_days: 0 },
  'aws_secretsmanager_secret_version.app-secrets': { secret_id: '${aws_secretsmanager_secret.app-secrets.id}' },
};

const premiumMethod = (httpMethod: string, scope: string): Arguments => ({
  http_method: httpMethod,
  authorization: 'COGNITO_USER_POOLS',
  authorizer_id: '${aws_api_gateway_authorizer.api-cognito.id}',
  authorization_scopes: [`${taken('aws_cognito_resource_server_premium-api_identifier')}/${scope}`],
});

export const premiumContentProvider: Document = {
  ...apiOf('walled-garden-api', 'prod'),
  'aws_api_gateway_authorizer.api-cognito': {
    name: 'walledGardenSentry',
    rest_api_id: restApiId,
    type: 'COGNITO_USER_POOLS',
    provider_arns: [taken('aws_cognito_user_pool_user-pool_arn')],
    authorizer_result_ttl_in_seconds: 15,
    identity_source: 'method.request.header.Authorization',
  },
  'aws_api_gateway_resource.api-home': {
    rest_api_id: restApiId,
    parent_id: '${aws_api_gateway_rest_api.api.root_resource_id}',
    path_part: 'home',
  },
  'aws_api_gateway_resource.api-home-premium': {
    rest_api_id: restApiId,
    parent_id: '${aws_api_gateway_resource.api-home.id}',
    path_part: 'premium',
  },
  ...routeOf('home-premium-GET', 'premium-content', premiumMethod('GET', 'read')),
  ...routeOf('home-premium-POST', 'premium-content', premiumMethod('POST', 'write')),
  ...functionOf('premium-content', 'premium_function', {}),
};

const contentMethod = { http_method: 'GET', authorization: 'NONE' };
const contentResource = (path: string): Document => ({
  [`aws_api_gateway_resource.api-content-${path}`]: {
    rest_api_id: restApiId,
    parent_id: '${aws_api_gateway_resource.api-content.id}',
    path_part: path,
  },
  ...routeOf(`content-${path}-GET`, 'content-consumer', contentMethod),
});

const secretArn = taken('aws_secretsmanager_secret_version_app-secrets_arn');

export const contentConsumers: Document = {
  ...apiOf('miztiik-world-api', 'miztiik'),
  ...contentResource('unauthorized-read'),
  ...contentResource('authorized-read'),
  ...contentResource('authorized-write'),
  ...functionOf('content-consumer', 'content_consumers', {
    USER_POOL_SECRETS_ARN: secretArn,
    PREMIUM_CONTENT_API_URL: `${taken('aws_api_gateway_stage_api-stage_invoke_url', 'premium-content-provider')}/home/premium`,
  }),
  'aws_iam_role_policy.content-consumer-role': {
    role: '${aws_iam_role.content-consumer-role.id}',
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowLambdaToReadSecrets',
          Effect: 'Allow',
          Action: ['secretsmanager:GetSecretValue'],
          Resource: [secretArn],
        },
      ],
    },
  },
};

/** A value of another stack, read from its state. */
export function taken(output: string, stack = 'cognito-identity-provider'): string {
  return `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.cross-stack-output-${output}}`;
}
