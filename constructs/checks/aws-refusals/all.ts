import { integrationRefusals, restApiRefusals } from './api-gateway';
import { accountRefusals } from './api-gateway-account';
import { authorizerRefusals } from './api-gateway-authorizer';
import { stageRefusals } from './api-gateway-stage';
import { alarmRefusals, metricFilterRefusals } from './cloudwatch';
import { clientOfPoolRefusals } from './cognito-client-pool';
import { userPoolDomainRefusals } from './cognito-domain';
import { identityPoolRefusals } from './cognito-identity-pool';
import { identityProviderRefusals } from './cognito-identity-provider';
import { managedLoginRefusals } from './cognito-managed-login';
import { refreshRotationRefusals } from './cognito-refresh-rotation';
import { resourceServerRefusals } from './cognito-resource-server';
import { userPoolSchemaRefusals } from './cognito-schema';
import { userPoolRefusals } from './cognito-user-pool';
import { userPoolClientRefusals } from './cognito-user-pool-client';
import { userPoolMfaRefusals } from './cognito-user-pool-mfa';
import { userPoolRegionRefusals } from './cognito-user-pool-region';
import { userPoolTierRefusals } from './cognito-user-pool-tier';
import { metricQueryRefusals } from './cloudwatch-queries';
import { tableRefusals } from './dynamodb';
import { tableFeatureRefusals } from './dynamodb-features';
import { tableItemRefusals } from './dynamodb-item';
import { federationRefusals } from './iam-federation';
import { partitionRefusals } from './iam-partition';
import { iamRefusals } from './iam-role';
import { lambdaFunctionRefusals, lambdaPermissionRefusals } from './lambda';
import { lambdaRegionRefusals } from './lambda-region';
import { logGroupRefusals } from './logs';
import type { AwsRefusal } from './model';
import { bucketRefusals } from './s3';
import { bucketLifecycleRefusals } from './s3-lifecycle';
import { secretRefusals } from './secrets-manager';

/** Every rule that synthesis applies. */
export const awsRefusals: readonly AwsRefusal[] = [
  ...userPoolRefusals,
  ...userPoolSchemaRefusals,
  ...userPoolMfaRefusals,
  ...userPoolTierRefusals,
  ...userPoolRegionRefusals,
  ...userPoolClientRefusals,
  ...clientOfPoolRefusals,
  ...refreshRotationRefusals,
  ...identityProviderRefusals,
  ...userPoolDomainRefusals,
  ...managedLoginRefusals,
  ...resourceServerRefusals,
  ...identityPoolRefusals,
  ...restApiRefusals,
  ...integrationRefusals,
  ...stageRefusals,
  ...authorizerRefusals,
  ...lambdaFunctionRefusals,
  ...lambdaPermissionRefusals,
  ...lambdaRegionRefusals,
  ...iamRefusals,
  ...partitionRefusals,
  ...federationRefusals,
  ...tableRefusals,
  ...tableFeatureRefusals,
  ...tableItemRefusals,
  ...logGroupRefusals,
  ...metricFilterRefusals,
  ...alarmRefusals,
  ...metricQueryRefusals,
  ...secretRefusals,
  ...accountRefusals,
  ...bucketRefusals,
  ...bucketLifecycleRefusals,
];
