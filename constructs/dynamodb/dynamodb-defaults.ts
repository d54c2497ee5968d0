import type { DynamodbTableConfig } from '@cdktf/provider-aws/lib/dynamodb-table';

/**
 * What every table has:
 * - paid by request: a quiet development stage costs nothing, and no capacity has to be guessed;
 * - recovery to any second of the last 35 days, against a faulty deployment that overwrites data;
 * - the account's own managed key instead of DynamoDB's: its use is in CloudTrail.
 */
export const tableDefaults = {
  billingMode: 'PAY_PER_REQUEST',
  pointInTimeRecovery: { enabled: true },
  serverSideEncryption: { enabled: true },
} satisfies Partial<DynamodbTableConfig>;
