import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';
import type { AwsCredentials } from './dynamodb-call';

/** What Lambda itself puts into a function's environment. */
export interface RuntimeVariables {
  readonly region: string;
  /** DynamoDB's host, or what AWS's SDKs would call instead. */
  readonly endpoint: string;
  readonly credentials: AwsCredentials;
}

/** @throws InvalidEnvironmentError naming each variable; a secret's value is never part of it */
export function readRuntimeVariables(variables: Variables): RuntimeVariables {
  const reader = new EnvironmentReader(variables);
  const region = reader.parsed('AWS_REGION', parseRegion, 'the name of a region') ?? '';
  const endpoint = variables['AWS_ENDPOINT_URL_DYNAMODB'] ?? variables['AWS_ENDPOINT_URL'] ?? dynamoDbIn(region);
  const accessKeyId = reader.required('AWS_ACCESS_KEY_ID');
  const secretAccessKey = reader.required('AWS_SECRET_ACCESS_KEY');
  const sessionToken = variables['AWS_SESSION_TOKEN'];
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  return reader.done({ region, endpoint, credentials });
}

function parseRegion(text: string): string | undefined {
  return /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(text) ? text : undefined;
}

function dynamoDbIn(region: string): string {
  return `https://dynamodb.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
