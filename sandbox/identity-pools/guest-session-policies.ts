import { parsePolicy } from '../../iam/parse-policy';
import type { NamedPolicy } from '../credentials/caller';

/**
 * What the enhanced flow leaves to guests, whatever their role allows: services of AWS's scope-down policy
 * (Amazon Cognito developer guide, "IAM roles") and of the managed policy `AmazonCognitoUnAuthedIdentitiesSessionPolicy`
 * (version of November 2024). Secrets Manager, STS, IAM, Systems Manager and RDS are in neither.
 */
export function guestSessionPolicies(): readonly NamedPolicy[] {
  return [
    { name: 'Cognito:scope-down policy of unauthenticated identities', document: allow(inlineActions) },
    { name: 'Cognito:AmazonCognitoUnAuthedIdentitiesSessionPolicy', document: allow(managedActions) },
  ];
}

const allow = (actions: readonly string[]): NamedPolicy['document'] =>
  parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }, 'session');

const inlineActions = [
  'appsync:*',
  'cloudwatch:*',
  'cognito-identity:*',
  'cognito-sync:*',
  'dynamodb:*',
  'execute-api:*',
  'gamelift:*',
  'iot:*',
  'kinesis:*',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'lambda:*',
  'lex:*',
  'logs:*',
  'machinelearning:*',
  'mobileanalytics:*',
  's3:*',
  'sdb:*',
  'ses:*',
  'sns:*',
  'sqs:*',
  'sumerian:View*',
  'textract:AnalyzeDocument',
  'textract:DetectDocumentText',
];

const managedActions = [
  'comprehend:*',
  'firehose:*',
  'geo:*DevicePosition*',
  'geo:*Geofence',
  'geo:*Geofences',
  'geo:CalculateRoute*',
  'geo:GetMap*',
  'geo:GetPlace',
  'geo:ListMaps',
  'geo:SearchPlaceIndex*',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'mobiletargeting:*',
  'personalize:*',
  'polly:*',
  'rekognition:*',
  'rum:PutRumEvents',
  'sagemaker:InvokeEndpoint',
  'transcribe:*',
  'translate:*',
];
