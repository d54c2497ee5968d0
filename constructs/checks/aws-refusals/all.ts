import { integrationRefusals, restApiRefusals } from './api-gateway';
import { stageRefusals } from './api-gateway-stage';
import { userPoolDomainRefusals } from './cognito-domain';
import { identityPoolRefusals } from './cognito-identity-pool';
import { userPoolSchemaRefusals } from './cognito-schema';
import { userPoolRefusals } from './cognito-user-pool';
import { userPoolClientRefusals } from './cognito-user-pool-client';
import { tableRefusals } from './dynamodb';
import { iamRefusals } from './iam-role';
import { lambdaFunctionRefusals, lambdaPermissionRefusals } from './lambda';
import { logGroupRefusals } from './logs';
import type { AwsRefusal } from './model';

/** Every rule that synthesis applies. */
export const awsRefusals: readonly AwsRefusal[] = [
  ...userPoolRefusals,
  ...userPoolSchemaRefusals,
  ...userPoolClientRefusals,
  ...userPoolDomainRefusals,
  ...identityPoolRefusals,
  ...restApiRefusals,
  ...integrationRefusals,
  ...stageRefusals,
  ...lambdaFunctionRefusals,
  ...lambdaPermissionRefusals,
  ...iamRefusals,
  ...tableRefusals,
  ...logGroupRefusals,
];
