import { callerIdentity, currentRegion, partition } from './account-data-sources';
import { account } from './api-gateway-account';
import { authorizer } from './api-gateway-authorizers';
import { deployment, gatewayResponse, methodSettings, requestValidator, restApi, stage } from './api-gateway-apis';
import { integration, integrationResponse, method, methodResponse, resource } from './api-gateway-methods';
import type { BlockType } from './block-type';
import { logMetricFilter, metricAlarm } from './cloudwatch-alarms';
import { logGroup } from './cloudwatch-logs';
import { identityPool, rolesAttachment } from './cognito-identity-pools';
import { identityProvider } from './cognito-identity-providers';
import { resourceServer, userGroup, userPool, userPoolClient, userPoolDomain } from './cognito-user-pools';
import { table, tableItem } from './dynamodb';
import { policy, role, rolePolicy, rolePolicyAttachment } from './iam';
import { policyDocument } from './iam-policy-document';
import { openIdConnectProvider, samlProvider } from './iam-providers';
import { lambdaFunction, lambdaPermission } from './lambda';
import {
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketOwnershipControls,
  bucketPolicy,
  bucketPublicAccessBlock,
  bucketVersioning,
} from './s3';
import { secret, secretPolicy, secretVersion } from './secrets-manager';

/** Every resource type that is understood. Any other stops the start. */
export const resources: ReadonlyMap<string, BlockType> = new Map(
  Object.entries({
    aws_api_gateway_account: account,
    aws_api_gateway_authorizer: authorizer,
    aws_api_gateway_deployment: deployment,
    aws_api_gateway_gateway_response: gatewayResponse,
    aws_api_gateway_integration: integration,
    aws_api_gateway_integration_response: integrationResponse,
    aws_api_gateway_method: method,
    aws_api_gateway_method_response: methodResponse,
    aws_api_gateway_method_settings: methodSettings,
    aws_api_gateway_request_validator: requestValidator,
    aws_api_gateway_resource: resource,
    aws_api_gateway_rest_api: restApi,
    aws_api_gateway_stage: stage,
    aws_cloudwatch_log_group: logGroup,
    aws_cloudwatch_log_metric_filter: logMetricFilter,
    aws_cloudwatch_metric_alarm: metricAlarm,
    aws_cognito_identity_pool: identityPool,
    aws_cognito_identity_pool_roles_attachment: rolesAttachment,
    aws_cognito_identity_provider: identityProvider,
    aws_cognito_resource_server: resourceServer,
    aws_cognito_user_group: userGroup,
    aws_cognito_user_pool: userPool,
    aws_cognito_user_pool_client: userPoolClient,
    aws_cognito_user_pool_domain: userPoolDomain,
    aws_dynamodb_table: table,
    aws_dynamodb_table_item: tableItem,
    aws_iam_openid_connect_provider: openIdConnectProvider,
    aws_iam_policy: policy,
    aws_iam_role: role,
    aws_iam_role_policy: rolePolicy,
    aws_iam_role_policy_attachment: rolePolicyAttachment,
    aws_iam_saml_provider: samlProvider,
    aws_lambda_function: lambdaFunction,
    aws_lambda_permission: lambdaPermission,
    aws_s3_bucket: bucket,
    aws_s3_bucket_lifecycle_configuration: bucketLifecycle,
    aws_s3_bucket_ownership_controls: bucketOwnershipControls,
    aws_s3_bucket_policy: bucketPolicy,
    aws_s3_bucket_public_access_block: bucketPublicAccessBlock,
    aws_s3_bucket_server_side_encryption_configuration: bucketEncryption,
    aws_s3_bucket_versioning: bucketVersioning,
    aws_secretsmanager_secret: secret,
    aws_secretsmanager_secret_policy: secretPolicy,
    aws_secretsmanager_secret_version: secretVersion,
  }),
);

/** Every data source type that is understood, besides `terraform_remote_state`. */
export const dataSources: ReadonlyMap<string, BlockType> = new Map(
  Object.entries({
    aws_caller_identity: callerIdentity,
    aws_iam_policy_document: policyDocument,
    aws_partition: partition,
    aws_region: currentRegion,
  }),
);
