import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { RefusedRequestError, UnreadableItemError } from '../shared/errors';
import type { TableClient } from '../shared/table-client';
import type { Account } from './account';

/** Where accounts are. */
export interface AccountStore {
  find(identityId: string): Promise<Account | undefined>;
  /**
   * Stores the account if nobody did since its version was read.
   *
   * @returns the account with its new version
   * @throws RefusedRequestError 409 where somebody did
   */
  replace(identityId: string, account: Account): Promise<Account>;
}

/** The accounts table, with partition key `identityId`. */
export function createAccountStore(client: TableClient, tableName: string): AccountStore {
  return {
    async find(identityId) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: { identityId: { S: identityId } }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : accountOf(Item);
    },
    async replace(identityId, account) {
      const next = { ...account, version: account.version + 1 };
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: itemOf(identityId, next),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ...unchangedSince(account.version),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) {
          throw error;
        }
        if (!isOwnEarlierAttempt(error, next)) {
          throw changed();
        }
      }
      return next;
    },
  };
}

function unchangedSince(version: number) {
  return version === 0
    ? { ConditionExpression: 'attribute_not_exists(identityId)' }
    : {
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':read': { N: String(version) } },
      };
}

/** When the answer to the first attempt was lost, the SDK's second one meets what the first one stored. */
function isOwnEarlierAttempt({ Item }: ConditionalCheckFailedException, next: Account): boolean {
  if (Item === undefined) {
    return false;
  }
  const stored = accountOf(Item);
  return stored.version === next.version && stored.displayName === next.displayName && stored.address === next.address;
}

function changed(): RefusedRequestError {
  return new RefusedRequestError(
    409,
    'account-changed',
    'The account was changed since you read this version. GET it again, make your change to that, and PUT it with its version.',
  );
}

function itemOf(identityId: string, { displayName, address, version }: Account): Record<string, AttributeValue> {
  return {
    identityId: { S: identityId },
    displayName: { S: displayName },
    address: { S: address },
    version: { N: String(version) },
  };
}

function accountOf(item: Readonly<Record<string, AttributeValue>>): Account {
  const [displayName, address] = [item['displayName']?.S, item['address']?.S];
  const version = Number(item['version']?.N);
  if (displayName === undefined || address === undefined || !Number.isInteger(version)) {
    throw new UnreadableItemError('accounts');
  }
  return { displayName, address, version };
}
