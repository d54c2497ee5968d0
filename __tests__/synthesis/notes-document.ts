import type { Arguments } from './synthesized-stacks';

/**
 * Document 1's Terraform and Serverless Framework files as Terraform arguments, with nothing corrected. Placeholders of
 * the document are the references that they stand for.
 */
export const document: Readonly<Record<string, Arguments>> = {
  'aws_cognito_user_pool.notes-user-pool': {
    name: 'notes-user-pool',
    username_attributes: ['email'],
    auto_verified_attributes: ['email'],
  },
  'aws_cognito_user_pool_client.client': {
    name: 'notes-app',
    user_pool_id: '${aws_cognito_user_pool.notes-user-pool.id}',
    generate_secret: false,
    refresh_token_validity: 30,
    explicit_auth_flows: ['ADMIN_NO_SRP_AUTH'],
  },
  'aws_cognito_user_pool_domain.notes-app-jpcedeno': {
    domain: 'notes-app-jpcedeno',
    user_pool_id: '${aws_cognito_user_pool.notes-user-pool.id}',
  },
  'aws_cognito_identity_pool.main': {
    identity_pool_name: 'notes identity pool',
    allow_unauthenticated_identities: false,
    cognito_identity_providers: [
      {
        client_id: '${aws_cognito_user_pool_client.client.id}',
        provider_name: '${aws_cognito_user_pool.notes-user-pool.endpoint}',
        server_side_token_check: false,
      },
    ],
  },
  'aws_iam_role.authenticated': {
    name: 'Cognito_notesAuth_Role',
    assume_role_policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': '${aws_cognito_identity_pool.main.id}' },
          },
        },
      ],
    },
  },
  'aws_iam_role_policy.authenticated': {
    name: 'authenticated_policy',
    role: '${aws_iam_role.authenticated.id}',
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['mobileanalytics:PutEvents', 'cognito-sync:*', 'cognito-identity:*'],
          Resource: ['*'],
        },
        {
          Effect: 'Allow',
          Action: ['execute-api:Invoke'],
          Resource: ['arn:aws:execute-api:<AWS_REGION>:*:<API_REST_ID>/*'],
        },
      ],
    },
  },
  'aws_iam_role.unauthenticated': {
    name: 'unauth_iam_role',
    assume_role_policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Effect: 'Allow',
          Sid: '',
        },
      ],
    },
  },
  'aws_iam_role_policy.unauthenticated': {
    name: 'web_iam_unauth_role_policy',
    role: '${aws_iam_role.unauthenticated.id}',
    policy: {
      Version: '2012-10-17',
      Statement: [{ Sid: '', Action: '*', Effect: 'Deny', Resource: '*' }],
    },
  },
  'aws_cognito_identity_pool_roles_attachment.main': {
    identity_pool_id: '${aws_cognito_identity_pool.main.id}',
    roles: {
      authenticated: '${aws_iam_role.authenticated.arn}',
      unauthenticated: '${aws_iam_role.unauthenticated.arn}',
    },
  },
  'aws_dynamodb_table.notes': {
    name: 'dev-notes',
    attribute: [
      { name: 'userId', type: 'S' },
      { name: 'noteId', type: 'S' },
    ],
    hash_key: 'userId',
    range_key: 'noteId',
    billing_mode: 'PAY_PER_REQUEST',
  },
  'aws_lambda_function.create-note': {
    function_name: 'aws-lambda-lab-dev-createNote',
    runtime: 'go1.x',
    handler: 'bin/createnote',
    environment: { variables: { tableName: '${aws_dynamodb_table.notes.name}' } },
    // Given by the Serverless Framework where its file says nothing.
    memory_size: 1024,
    timeout: 6,
    role: '${aws_iam_role.create-note-role.arn}',
  },
  'aws_iam_role_policy.create-note-role': {
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'dynamodb:DescribeTable',
            'dynamodb:Query',
            'dynamodb:Scan',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:UpdateItem',
            'dynamodb:DeleteItem',
          ],
          Resource: ['${aws_dynamodb_table.notes.arn}'],
        },
      ],
    },
    role: '${aws_iam_role.create-note-role.id}',
  },
  'aws_api_gateway_rest_api.api': { name: 'dev-aws-lambda-lab' },
  'aws_api_gateway_stage.api-stage': {
    rest_api_id: '${aws_api_gateway_rest_api.api.id}',
    deployment_id: '${aws_api_gateway_deployment.api-stage.id}',
    stage_name: 'dev',
  },
  'aws_api_gateway_resource.api-createnote': {
    rest_api_id: '${aws_api_gateway_rest_api.api.id}',
    parent_id: '${aws_api_gateway_rest_api.api.root_resource_id}',
    path_part: 'createnote',
  },
  'aws_api_gateway_method.api-createnote-POST': {
    rest_api_id: '${aws_api_gateway_rest_api.api.id}',
    resource_id: '${aws_api_gateway_resource.api-createnote.id}',
    http_method: 'POST',
    authorization: 'AWS_IAM',
  },
  'aws_api_gateway_integration.api-createnote-POST': {
    rest_api_id: '${aws_api_gateway_rest_api.api.id}',
    resource_id: '${aws_api_gateway_resource.api-createnote.id}',
    http_method: '${aws_api_gateway_method.api-createnote-POST.http_method}',
    type: 'AWS_PROXY',
    integration_http_method: 'POST',
    uri: '${aws_lambda_function.create-note.invoke_arn}',
  },
  'aws_api_gateway_integration_response.api-createnote-OPTIONS': {
    rest_api_id: '${aws_api_gateway_rest_api.api.id}',
    resource_id: '${aws_api_gateway_resource.api-createnote.id}',
    http_method: '${aws_api_gateway_method.api-createnote-OPTIONS.http_method}',
    status_code: '${aws_api_gateway_method_response.api-createnote-OPTIONS.status_code}',
    depends_on: ['aws_api_gateway_integration.api-createnote-OPTIONS'],
    response_parameters: {
      'method.response.header.Access-Control-Allow-Headers':
        "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent'",
      'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,POST'",
      'method.response.header.Access-Control-Allow-Origin': "'*'",
    },
  },
};
