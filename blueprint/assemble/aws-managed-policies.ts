import type { JsonObject } from '../model';

function allow(...actions: readonly string[]): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

/** The content of the AWS-managed policies that a role here may have, from the AWS managed policy reference. */
export const awsManagedPolicies: ReadonlyMap<string, JsonObject> = new Map([
  [
    'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ],
  [
    'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
    allow(
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ),
  ],
]);
