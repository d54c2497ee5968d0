import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The one thing that the functions ask of the SDK's client. */
export type TableClient = Pick<DynamoDBClient, 'send'>;

/**
 * A client whose three attempts end before Lambda's time-out of 6 s does: 3 × 1.5 s and the pauses between them. Without
 * `throwOnRequestTimeout` the SDK only warns of a request that takes too long.
 */
export function createTableClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
  });
}
