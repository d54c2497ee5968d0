import type { Arguments } from '../synthesis/synthesized-stacks';

/** What the provider calls for one resource, and upon what. */
export interface Requirement {
  /** To refresh it: any plan does. */
  readonly read: readonly string[];
  /** To make, change, tag and remove it. */
  readonly write: readonly string[];
  /** ARNs of what is acted upon. */
  readonly resource: (args: Arguments, ownerOf: OwnerOf) => string;
  /** How AWS identifies what has no name of ours: by these actions it has no ARN yet, or none at all. */
  readonly withoutArn?: readonly string[];
}

/** The arguments of the resource that an argument refers to. */
export type OwnerOf = (argument: string) => Arguments;

const place = 'us-east-1:123456789012';
const text = (value: unknown): string => String(value).replaceAll(/\$\{[^}]*\}/g, 'us-east-1_AbCdEfGhI');

const api: Omit<Requirement, 'resource'> = {
  read: ['apigateway:GET'],
  write: ['apigateway:POST', 'apigateway:PATCH', 'apigateway:DELETE'],
};
const partOfApi = (part: string): Requirement => ({
  ...api,
  resource: () => `arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5/${part}`,
});
const putPartOfApi = (part: string): Requirement => ({
  ...partOfApi(part),
  write: ['apigateway:PUT', 'apigateway:PATCH', 'apigateway:DELETE'],
});

const userPool = (): string => `arn:aws:cognito-idp:${place}:userpool/us-east-1_AbCdEfGhI`;
const partOfPool = (part: string): Requirement => ({
  read: [`cognito-idp:Describe${part}`],
  write: ['Create', 'Update', 'Delete'].map((verb) => `cognito-idp:${verb}${part}`),
  resource: userPool,
});
const identityPool = (): string => `arn:aws:cognito-identity:${place}:identitypool/us-east-1:0a1b2c3d`;

const named =
  (start: string, argument: string) =>
  (args: Arguments): string =>
    `${start}${text(args[argument])}`;
const role = (name: unknown): string => `arn:aws:iam::123456789012:role/${String(name)}`;

/**
 * By resource type, the actions of its API as the AWS provider for Terraform calls them (versions 5.100 and 6), and the
 * resource by which AWS authorizes them. Source: AWS service authorization reference.
 */
export const requirements: Readonly<Record<string, Requirement>> = {
  aws_api_gateway_authorizer: partOfApi('authorizers/x'),
  aws_api_gateway_deployment: partOfApi('deployments/x'),
  aws_api_gateway_gateway_response: putPartOfApi('gatewayresponses/UNAUTHORIZED'),
  aws_api_gateway_integration: putPartOfApi('resources/x/methods/GET/integration'),
  aws_api_gateway_integration_response: putPartOfApi('resources/x/methods/GET/integration/responses/200'),
  aws_api_gateway_method: putPartOfApi('resources/x/methods/GET'),
  aws_api_gateway_method_response: putPartOfApi('resources/x/methods/GET/responses/200'),
  aws_api_gateway_method_settings: partOfApi('stages/dev'),
  aws_api_gateway_request_validator: partOfApi('requestvalidators/x'),
  aws_api_gateway_resource: partOfApi('resources/x'),
  aws_api_gateway_rest_api: { ...api, resource: () => 'arn:aws:apigateway:us-east-1::/restapis' },
  aws_api_gateway_stage: partOfApi('stages/dev'),
  aws_cloudwatch_log_group: {
    read: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
    write: [
      'logs:CreateLogGroup',
      'logs:DeleteLogGroup',
      'logs:PutRetentionPolicy',
      'logs:DeleteRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    resource: (args) => `arn:aws:logs:${place}:log-group:${text(args['name'])}`,
  },
  aws_cloudwatch_log_metric_filter: {
    read: ['logs:DescribeMetricFilters'],
    write: ['logs:PutMetricFilter', 'logs:DeleteMetricFilter'],
    resource: (_args, ownerOf) => `arn:aws:logs:${place}:log-group:${text(ownerOf('log_group_name')['name'])}:*`,
  },
  aws_cloudwatch_metric_alarm: {
    read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
    write: [
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:DeleteAlarms',
      'cloudwatch:TagResource',
      'cloudwatch:UntagResource',
    ],
    resource: named(`arn:aws:cloudwatch:${place}:alarm:`, 'alarm_name'),
  },
  aws_cognito_identity_pool: {
    read: ['cognito-identity:DescribeIdentityPool'],
    write: [
      'cognito-identity:CreateIdentityPool',
      'cognito-identity:UpdateIdentityPool',
      'cognito-identity:DeleteIdentityPool',
      'cognito-identity:TagResource',
      'cognito-identity:UntagResource',
    ],
    resource: identityPool,
    withoutArn: ['cognito-identity:CreateIdentityPool'],
  },
  aws_cognito_identity_pool_roles_attachment: {
    read: ['cognito-identity:GetIdentityPoolRoles'],
    write: ['cognito-identity:SetIdentityPoolRoles'],
    resource: identityPool,
  },
  aws_cognito_identity_provider: partOfPool('IdentityProvider'),
  aws_cognito_resource_server: partOfPool('ResourceServer'),
  aws_cognito_user_group: {
    read: ['cognito-idp:GetGroup'],
    write: ['cognito-idp:CreateGroup', 'cognito-idp:UpdateGroup', 'cognito-idp:DeleteGroup'],
    resource: userPool,
  },
  aws_cognito_user_pool: {
    read: ['cognito-idp:DescribeUserPool', 'cognito-idp:GetUserPoolMfaConfig'],
    write: [
      'cognito-idp:CreateUserPool',
      'cognito-idp:UpdateUserPool',
      'cognito-idp:DeleteUserPool',
      'cognito-idp:SetUserPoolMfaConfig',
      'cognito-idp:AddCustomAttributes',
      'cognito-idp:TagResource',
      'cognito-idp:UntagResource',
    ],
    resource: userPool,
    withoutArn: ['cognito-idp:CreateUserPool'],
  },
  aws_cognito_user_pool_client: partOfPool('UserPoolClient'),
  aws_cognito_user_pool_domain: { ...partOfPool('UserPoolDomain'), withoutArn: ['cognito-idp:DescribeUserPoolDomain'] },
  aws_dynamodb_table: {
    read: [
      'dynamodb:DescribeTable',
      'dynamodb:DescribeContinuousBackups',
      'dynamodb:DescribeTimeToLive',
      'dynamodb:ListTagsOfResource',
    ],
    write: [
      'dynamodb:CreateTable',
      'dynamodb:UpdateTable',
      'dynamodb:DeleteTable',
      'dynamodb:UpdateContinuousBackups',
      'dynamodb:UpdateTimeToLive',
      'dynamodb:TagResource',
      'dynamodb:UntagResource',
    ],
    resource: named(`arn:aws:dynamodb:${place}:table/`, 'name'),
  },
  aws_dynamodb_table_item: {
    read: ['dynamodb:GetItem'],
    write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    resource: (_args, ownerOf) => `arn:aws:dynamodb:${place}:table/${String(ownerOf('table_name')['name'])}`,
  },
  aws_iam_openid_connect_provider: {
    read: ['iam:GetOpenIDConnectProvider'],
    write: [
      'iam:CreateOpenIDConnectProvider',
      'iam:DeleteOpenIDConnectProvider',
      'iam:AddClientIDToOpenIDConnectProvider',
      'iam:RemoveClientIDFromOpenIDConnectProvider',
      'iam:UpdateOpenIDConnectProviderThumbprint',
      'iam:TagOpenIDConnectProvider',
      'iam:UntagOpenIDConnectProvider',
    ],
    resource: ({ url }) => `arn:aws:iam::123456789012:oidc-provider/${String(url).replace('https://', '')}`,
  },
  aws_iam_role: {
    // Removing a role looks for policies and instance profiles that are still attached.
    read: ['iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'],
    write: [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:ListInstanceProfilesForRole',
      'iam:PutRolePermissionsBoundary',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
      'iam:TagRole',
      'iam:UntagRole',
    ],
    resource: ({ name }) => role(name),
  },
  aws_iam_role_policy: {
    read: ['iam:GetRolePolicy'],
    write: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
    resource: (_args, ownerOf) => role(ownerOf('role')['name']),
  },
  aws_iam_saml_provider: {
    read: ['iam:GetSAMLProvider'],
    write: [
      'iam:CreateSAMLProvider',
      'iam:UpdateSAMLProvider',
      'iam:DeleteSAMLProvider',
      'iam:TagSAMLProvider',
      'iam:UntagSAMLProvider',
    ],
    resource: named('arn:aws:iam::123456789012:saml-provider/', 'name'),
  },
  aws_lambda_function: {
    read: [
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:GetFunctionConfiguration',
      'lambda:ListTags',
      'lambda:ListVersionsByFunction',
    ],
    write: [
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:PutFunctionConcurrency',
      'lambda:DeleteFunctionConcurrency',
      'lambda:TagResource',
      'lambda:UntagResource',
    ],
    resource: named(`arn:aws:lambda:${place}:function:`, 'function_name'),
  },
  aws_lambda_permission: {
    read: ['lambda:GetPolicy'],
    write: ['lambda:AddPermission', 'lambda:RemovePermission'],
    resource: (_args, ownerOf) =>
      `arn:aws:lambda:${place}:function:${String(ownerOf('function_name')['function_name'])}`,
  },
  aws_secretsmanager_secret: {
    read: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
    write: [
      'secretsmanager:CreateSecret',
      'secretsmanager:UpdateSecret',
      'secretsmanager:DeleteSecret',
      'secretsmanager:RestoreSecret',
      'secretsmanager:TagResource',
      'secretsmanager:UntagResource',
    ],
    resource: named(`arn:aws:secretsmanager:${place}:secret:`, 'name'),
  },
  aws_secretsmanager_secret_version: {
    read: ['secretsmanager:GetSecretValue', 'secretsmanager:ListSecretVersionIds'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
    resource: (_args, ownerOf) => `arn:aws:secretsmanager:${place}:secret:${text(ownerOf('secret_id')['name'])}-AbCdEf`,
  },
};

/** What Terraform itself needs besides: its states, their locks, and to hand roles to services. */
export const besides: readonly string[] = [
  's3:ListBucket',
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  'iam:PassRole',
  'cognito-idp:ListTagsForResource',
  'cognito-identity:ListTagsForResource',
];
