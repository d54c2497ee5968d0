import { patternStack } from './pattern-stack';
import { set } from './set-path';
import { type Json, stacksOnDisk, type StackJson } from './stacks-on-disk';

const state = { backend: 'local', config: { path: 'terraform.issuer.tfstate' } };
const issuer = '${data.terraform_remote_state.issuer.outputs';

/** Gives tokens to machines; in the form that cdktf writes. */
export function issuerStack(): StackJson {
  const pool = '${aws_cognito_user_pool.pool.id}';
  return structuredClone({
    terraform: { backend: { local: { path: 'terraform.issuer.tfstate' } } },
    provider: { aws: [{ region: 'eu-west-1' }] },
    resource: {
      aws_cognito_user_pool: { pool: { name: 'machines', alias_attributes: ['email'] } },
      aws_cognito_user_pool_domain: { domain: { domain: 'machines', user_pool_id: pool } },
      aws_cognito_resource_server: {
        server: {
          identifier: 'premium_api',
          name: 'premium',
          user_pool_id: pool,
          scope: [
            { scope_name: 'write', scope_description: 'Write.' },
            { scope_name: 'read', scope_description: 'Read.' },
          ],
        },
      },
      aws_cognito_user_pool_client: {
        client: {
          name: 'machine',
          user_pool_id: pool,
          generate_secret: true,
          allowed_oauth_flows_user_pool_client: true,
          allowed_oauth_flows: ['client_credentials'],
          allowed_oauth_scopes: '${aws_cognito_resource_server.server.scope_identifiers}',
        },
      },
      aws_secretsmanager_secret: {
        secret: { name: 'app/${aws_cognito_user_pool.pool.id}', description: 'Of the app.' },
      },
      aws_secretsmanager_secret_version: {
        secret: {
          secret_id: '${aws_secretsmanager_secret.secret.id}',
          secret_string:
            '${jsonencode({"id" = aws_cognito_user_pool_client.client.id, "secret" = aws_cognito_user_pool_client.client.client_secret})}',
        },
      },
    },
    output: {
      pool_arn: { value: '${aws_cognito_user_pool.pool.arn}', sensitive: true },
      identifier: { value: '${aws_cognito_resource_server.server.identifier}', sensitive: true },
      secret_arn: { value: '${aws_secretsmanager_secret_version.secret.arn}', sensitive: true },
      version_id: { value: '${aws_secretsmanager_secret_version.secret.version_id}' },
    },
  });
}

/** An API that takes those tokens, in a stack of its own. */
export function premiumStack(): StackJson {
  const stack = patternStack();
  const changes: readonly (readonly [path: string, value: Json])[] = [
    ['terraform.backend', { local: { path: 'terraform.premium.tfstate' } }],
    ['data.terraform_remote_state', { issuer: state }],
    [
      'resource.aws_api_gateway_authorizer',
      {
        tokens: {
          name: 'tokens',
          rest_api_id: '${aws_api_gateway_rest_api.api.id}',
          type: 'COGNITO_USER_POOLS',
          provider_arns: [`${issuer}.pool_arn}`],
          identity_source: 'method.request.header.Authorization',
          authorizer_result_ttl_in_seconds: 15,
        },
      },
    ],
    ['resource.aws_api_gateway_method.get.authorization', 'COGNITO_USER_POOLS'],
    ['resource.aws_api_gateway_method.get.authorizer_id', '${aws_api_gateway_authorizer.tokens.id}'],
    ['resource.aws_api_gateway_method.get.authorization_scopes', [`${issuer}.identifier}/read`]],
  ];
  for (const [path, value] of changes) set(stack, path.split('.'), value);
  return stack;
}

/** A change to one of the stacks: `issuer.` or `premium.`, then a path; `undefined` takes it out. */
export type Change = readonly [path: string, value: Json | undefined];

/** Both stacks with changes, on disk. */
export function machineToMachine(...changes: readonly Change[]): string {
  const stacks = { issuer: issuerStack(), premium: premiumStack() };
  for (const [path, value] of changes) set(stacks, path.split('.'), value);
  return stacksOnDisk(stacks);
}
