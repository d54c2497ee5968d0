import { set } from './set-path';
import { type Json, stacksOnDisk, type StackJson } from './stacks-on-disk';

const api = '${aws_api_gateway_rest_api.api.id}';
const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

function route(name: string, httpMethod: string) {
  return { rest_api_id: api, resource_id: `\${aws_api_gateway_resource.${name}.id}`, http_method: httpMethod };
}

/** One of everything that an API with users needs, in the form that cdktf writes. */
export function patternStack(): StackJson {
  return structuredClone({
    '//': { metadata: { backend: 'local', stackName: 'pattern', version: '0.21.0' } },
    terraform: {
      backend: { local: { path: 'terraform.pattern.tfstate' } },
      required_providers: { aws: { source: 'aws' } },
    },
    provider: { aws: [{ region: 'eu-west-1', default_tags: [{ tags: { stage: 'dev' } }] }] },
    data: { aws_caller_identity: { me: { '//': { metadata: { path: 'pattern/me', uniqueId: 'me' } } } } },
    output: { pool_id: { value: '${aws_cognito_user_pool.pool.id}', sensitive: true } },
    resource: { ...identity(), ...permissions(), ...compute(), ...gateway() },
  });
}

function identity(): Record<string, Json> {
  return {
    aws_cognito_user_pool: { pool: { name: 'pool', lifecycle: { prevent_destroy: true } } },
    aws_cognito_user_pool_client: { client: { name: 'client', user_pool_id: '${aws_cognito_user_pool.pool.id}' } },
    aws_cognito_user_pool_domain: {
      domain: {
        domain: 'pattern-${data.aws_caller_identity.me.account_id}',
        user_pool_id: '${aws_cognito_user_pool.pool.id}',
      },
    },
    aws_cognito_user_group: {
      readers: {
        name: 'readers',
        user_pool_id: '${aws_cognito_user_pool.pool.id}',
        role_arn: '${aws_iam_role.run.arn}',
      },
    },
    aws_cognito_identity_pool: {
      identities: {
        identity_pool_name: 'identities',
        cognito_identity_providers: [
          {
            client_id: '${aws_cognito_user_pool_client.client.id}',
            provider_name: '${aws_cognito_user_pool.pool.endpoint}',
          },
        ],
      },
    },
    aws_cognito_identity_pool_roles_attachment: {
      roles: {
        identity_pool_id: '${aws_cognito_identity_pool.identities.id}',
        roles: { authenticated: '${aws_iam_role.run.arn}' },
      },
    },
  };
}

function permissions(): Record<string, Json> {
  return {
    aws_iam_role: { run: { name: 'run', assume_role_policy: trust } },
    aws_iam_role_policy: {
      run: {
        name: 'put',
        role: '${aws_iam_role.run.id}',
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${aws_dynamodb_table.table.arn}"}]}',
      },
    },
    aws_iam_policy: { shared: { name: 'shared', policy: '{"Version":"2012-10-17","Statement":[]}' } },
    aws_iam_role_policy_attachment: {
      shared: { role: '${aws_iam_role.run.name}', policy_arn: '${aws_iam_policy.shared.arn}' },
    },
  };
}

function compute(): Record<string, Json> {
  return {
    aws_dynamodb_table: { table: { name: 'table', hash_key: 'id', attribute: [{ name: 'id', type: 'S' }] } },
    aws_cloudwatch_log_group: { logs: { name: '/aws/lambda/run', retention_in_days: 30 } },
    aws_lambda_function: {
      run: {
        function_name: 'run',
        filename: 'assets/function.zip',
        handler: 'index.handler',
        role: '${aws_iam_role.run.arn}',
        runtime: 'nodejs22.x',
        environment: { variables: { table: '${aws_dynamodb_table.table.name}' } },
        depends_on: ['aws_cloudwatch_log_group.logs'],
      },
    },
    aws_lambda_permission: {
      gateway: {
        action: 'lambda:InvokeFunction',
        function_name: '${aws_lambda_function.run.function_name}',
        principal: 'apigateway.amazonaws.com',
        source_arn: '${aws_api_gateway_rest_api.api.execution_arn}/*/GET/things',
      },
    },
  };
}

function gateway(): Record<string, Json> {
  return {
    aws_api_gateway_rest_api: { api: { name: 'api', endpoint_configuration: { types: ['REGIONAL'] } } },
    aws_api_gateway_resource: {
      things: { rest_api_id: api, parent_id: '${aws_api_gateway_rest_api.api.root_resource_id}', path_part: 'things' },
      thing: { rest_api_id: api, parent_id: '${aws_api_gateway_resource.things.id}', path_part: '{id}' },
    },
    aws_api_gateway_method: {
      get: { ...route('things', 'GET'), authorization: 'AWS_IAM' },
      options: { ...route('thing', 'OPTIONS'), authorization: 'NONE' },
    },
    aws_api_gateway_integration: {
      get: {
        ...route('things', '${aws_api_gateway_method.get.http_method}'),
        type: 'AWS_PROXY',
        integration_http_method: 'POST',
        uri: '${aws_lambda_function.run.invoke_arn}',
      },
      options: {
        ...route('thing', 'OPTIONS'),
        type: 'MOCK',
        request_templates: { 'application/json': '{"statusCode":200}' },
      },
    },
    aws_api_gateway_method_response: {
      options: {
        ...route('thing', 'OPTIONS'),
        status_code: '200',
        response_parameters: { 'method.response.header.Vary': true },
      },
    },
    aws_api_gateway_integration_response: {
      options: {
        ...route('thing', 'OPTIONS'),
        status_code: '200',
        response_parameters: { 'method.response.header.Vary': "'Origin'" },
      },
    },
    aws_api_gateway_gateway_response: {
      errors: { rest_api_id: api, response_type: 'DEFAULT_4XX', status_code: '400' },
    },
    aws_api_gateway_deployment: {
      deployment: {
        rest_api_id: api,
        triggers: { all: '${sha1(jsonencode([aws_api_gateway_method.get.authorization]))}' },
        depends_on: [
          'aws_api_gateway_method.options',
          'aws_api_gateway_integration.get',
          'aws_api_gateway_integration.options',
          'aws_api_gateway_method_response.options',
          'aws_api_gateway_integration_response.options',
          'aws_api_gateway_gateway_response.errors',
        ],
      },
    },
    aws_api_gateway_stage: {
      dev: { rest_api_id: api, stage_name: 'dev', deployment_id: '${aws_api_gateway_deployment.deployment.id}' },
    },
    aws_api_gateway_method_settings: {
      all: {
        rest_api_id: api,
        stage_name: '${aws_api_gateway_stage.dev.stage_name}',
        method_path: '*/*',
        settings: { throttling_rate_limit: 10, throttling_burst_limit: -1 },
      },
    },
  };
}

/** A change to the pattern: a path such as `resource.aws_iam_role.run.path`, and its value; `undefined` takes it out. */
export type Change = readonly [path: string, value: Json | undefined];

/** The pattern with changes, on disk. */
export function changedPattern(...changes: readonly Change[]): string {
  const stack = patternStack();
  for (const [path, value] of changes) set(stack, path.split('.'), value);
  return stacksOnDisk({ pattern: stack });
}
