import type { Condition } from '../iam/policy';
import { identityRights } from './identity-rights';
import { type DeploymentScope, namedArns, ours, type Right, tags } from './scope';
import { stateRights } from './state-rights';

/**
 * Everything that Terraform needs for the resource types of the stacks. Names carry prefix and stage where a stack can
 * give the name, and where AWS makes the identifier up, the tags do that all our resources have.
 *
 * Source: AWS service authorization reference, actions, resource types and condition keys of each service.
 */
export function deploymentRights(scope: DeploymentScope): readonly Right[] {
  return [
    ...apiRights(scope),
    ...userPoolRights(scope),
    ...identityPoolRights(scope),
    ...identityRights(scope),
    ...tableRights(scope),
    ...functionRights(scope),
    ...logRights(scope),
    ...alarmRights(scope),
    ...secretRights(scope),
    ...stateRights(scope),
  ];
}

/** API Gateway knows HTTP methods as actions, and no tags below an API; so this is all APIs of the region. */
function apiRights({ region }: DeploymentScope): readonly Right[] {
  const apis = `arn:aws:apigateway:${region}::/restapis`;
  return [
    {
      read: ['apigateway:GET'],
      write: ['apigateway:DELETE', 'apigateway:PATCH', 'apigateway:POST', 'apigateway:PUT'],
      resources: [apis, `${apis}/*`, `arn:aws:apigateway:${region}::/tags/*`],
    },
  ];
}

/** What is to be made with our tags. To tag it is asked for too; what others have tagged stays theirs. */
const toBeOurs = (scope: DeploymentScope): Condition => ({
  StringEquals: tags('aws:RequestTag', scope),
  StringEqualsIfExists: tags('aws:ResourceTag', scope),
});

function userPoolRights(scope: DeploymentScope): readonly Right[] {
  return [
    {
      read: [...userPoolReads],
      write: [...userPoolWrites],
      resources: [`arn:aws:cognito-idp:${scope.region}:${scope.accountId}:userpool/*`],
      condition: ours(scope),
    },
    {
      read: [],
      write: ['cognito-idp:CreateUserPool', 'cognito-idp:TagResource'],
      resources: { any: 'A user pool that is to be made has no ARN yet; its tags are compared instead.' },
      condition: toBeOurs(scope),
    },
    {
      read: ['cognito-idp:DescribeUserPoolDomain'],
      write: [],
      resources: { any: 'A domain is looked up by its name, which has no ARN.' },
    },
  ];
}

const userPoolReads = [
  'cognito-idp:DescribeIdentityProvider',
  'cognito-idp:DescribeResourceServer',
  'cognito-idp:DescribeUserPool',
  'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:GetGroup',
  'cognito-idp:GetUserPoolMfaConfig',
  'cognito-idp:ListTagsForResource',
] as const;

const userPoolWrites = [
  'cognito-idp:AddCustomAttributes',
  'cognito-idp:CreateGroup',
  'cognito-idp:CreateIdentityProvider',
  'cognito-idp:CreateResourceServer',
  'cognito-idp:CreateUserPoolClient',
  'cognito-idp:CreateUserPoolDomain',
  'cognito-idp:DeleteGroup',
  'cognito-idp:DeleteIdentityProvider',
  'cognito-idp:DeleteResourceServer',
  'cognito-idp:DeleteUserPool',
  'cognito-idp:DeleteUserPoolClient',
  'cognito-idp:DeleteUserPoolDomain',
  'cognito-idp:SetUserPoolMfaConfig',
  'cognito-idp:TagResource',
  'cognito-idp:UntagResource',
  'cognito-idp:UpdateGroup',
  'cognito-idp:UpdateIdentityProvider',
  'cognito-idp:UpdateResourceServer',
  'cognito-idp:UpdateUserPool',
  'cognito-idp:UpdateUserPoolClient',
  'cognito-idp:UpdateUserPoolDomain',
] as const;

function identityPoolRights(scope: DeploymentScope): readonly Right[] {
  return [
    {
      read: [
        'cognito-identity:DescribeIdentityPool',
        'cognito-identity:GetIdentityPoolRoles',
        'cognito-identity:ListTagsForResource',
      ],
      write: [
        'cognito-identity:DeleteIdentityPool',
        'cognito-identity:SetIdentityPoolRoles',
        'cognito-identity:TagResource',
        'cognito-identity:UntagResource',
        'cognito-identity:UpdateIdentityPool',
      ],
      resources: [`arn:aws:cognito-identity:${scope.region}:${scope.accountId}:identitypool/*`],
      condition: ours(scope),
    },
    {
      read: [],
      write: ['cognito-identity:CreateIdentityPool', 'cognito-identity:TagResource'],
      resources: { any: 'An identity pool that is to be made has no ARN yet; its tags are compared instead.' },
      condition: toBeOurs(scope),
    },
  ];
}

/** Items only of the tables that hold policies: what users store is nothing to Terraform. */
function tableRights(scope: DeploymentScope): readonly Right[] {
  const tables = namedArns(scope, 'dynamodb', 'table/');
  return [
    {
      read: [
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:ListTagsOfResource',
      ],
      write: [
        'dynamodb:CreateTable',
        'dynamodb:DeleteTable',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:UpdateContinuousBackups',
        'dynamodb:UpdateTable',
        'dynamodb:UpdateTimeToLive',
      ],
      resources: tables,
    },
    {
      read: ['dynamodb:GetItem'],
      write: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [`${tables[0]}-policies`],
    },
  ];
}

function functionRights(scope: DeploymentScope): readonly Right[] {
  return [
    {
      read: [
        'lambda:GetFunction',
        'lambda:GetFunctionCodeSigningConfig',
        'lambda:GetFunctionConfiguration',
        'lambda:GetPolicy',
        'lambda:ListTags',
        'lambda:ListVersionsByFunction',
      ],
      write: [
        'lambda:AddPermission',
        'lambda:CreateFunction',
        'lambda:DeleteFunction',
        'lambda:DeleteFunctionConcurrency',
        'lambda:PutFunctionConcurrency',
        'lambda:RemovePermission',
        'lambda:TagResource',
        'lambda:UntagResource',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      resources: namedArns(scope, 'lambda', 'function:'),
    },
  ];
}

function logRights(scope: DeploymentScope): readonly Right[] {
  const groups = `arn:aws:logs:${scope.region}:${scope.accountId}:log-group:`;
  return [
    {
      read: ['logs:DescribeMetricFilters', 'logs:ListTagsForResource'],
      write: [
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:DeleteMetricFilter',
        'logs:DeleteRetentionPolicy',
        'logs:PutMetricFilter',
        'logs:PutRetentionPolicy',
        'logs:TagResource',
        'logs:UntagResource',
      ],
      resources: [...namedArns(scope, 'logs', 'log-group:/aws/lambda/'), `${groups}/aws/apigateway/*`],
    },
    // Terraform lists log groups by the start of a name; what it sees of others is their names.
    { read: ['logs:DescribeLogGroups'], write: [], resources: [`${groups}*`] },
  ];
}

function alarmRights(scope: DeploymentScope): readonly Right[] {
  const alarms = namedArns(scope, 'cloudwatch', 'alarm:');
  return [
    {
      read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
      write: ['cloudwatch:DeleteAlarms', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'],
      resources: alarms,
    },
    // An alarm stops and terminates instances too, with a role of CloudWatch's own that no boundary holds. Source: CloudWatch
    // user guide, "Using condition keys to limit alarm actions".
    {
      read: [],
      write: ['cloudwatch:PutMetricAlarm'],
      resources: alarms,
      condition: { 'ForAllValues:StringLike': { 'cloudwatch:AlarmActions': `arn:aws:sns:${scope.region}:*` } },
    },
  ];
}

/** A value is read to compare it: whoever may plan sees it, in the state too. */
function secretRights(scope: DeploymentScope): readonly Right[] {
  return [
    {
      read: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:GetSecretValue',
        'secretsmanager:ListSecretVersionIds',
      ],
      write: [
        'secretsmanager:CreateSecret',
        'secretsmanager:DeleteSecret',
        'secretsmanager:PutSecretValue',
        'secretsmanager:RestoreSecret',
        'secretsmanager:TagResource',
        'secretsmanager:UntagResource',
        'secretsmanager:UpdateSecret',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: namedArns(scope, 'secretsmanager', 'secret:'),
    },
  ];
}
