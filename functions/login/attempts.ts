import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { RefusedRequestError } from '../shared/errors';
import type { TableClient } from '../shared/table-client';

/** Limits how often passwords can be tried. */
export interface Attempts {
  /**
   * Counts an attempt before it is made: attempts at the same time cannot pass the limit together.
   *
   * @throws RefusedRequestError 429 where there were too many
   */
  begin(username: string): Promise<void>;
  /** Takes back the attempt of somebody who knew the password. */
  succeeded(username: string): Promise<void>;
}

/** What counting needs from outside. */
export interface AttemptServices {
  readonly client: TableClient;
  readonly tableName: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const mostAttempts = 10;
const windowSeconds = 15 * 60;

/**
 * Counters in the users table, for names that exist and names that do not: a limit for the former alone would tell who
 * exists. A counter belongs to one of about a million buckets of names, so that invented names cannot fill the table.
 */
export function createAttempts({ client, tableName, now }: AttemptServices): Attempts {
  const seconds = (): number => Math.floor(now() / 1000);
  const update = async (username: string, change: Change): Promise<boolean> => {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { username: { S: bucketOf(username) } },
          UpdateExpression: change.update,
          ConditionExpression: change.condition,
          ExpressionAttributeValues: change.values,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return false;
      }
      throw error;
    }
  };
  return {
    async begin(username) {
      const now = seconds();
      // The third: somebody else may have opened the window in between.
      const counted =
        (await update(username, countWithin(now))) ||
        (await update(username, openWindow(now))) ||
        (await update(username, countWithin(now)));
      if (!counted) {
        throw tooManyAttempts();
      }
    },
    async succeeded(username) {
      await update(username, takeBack(seconds()));
    },
  };
}

interface Change {
  readonly update: string;
  readonly condition: string;
  readonly values: Record<string, AttributeValue>;
}

function countWithin(now: number): Change {
  return {
    update: 'ADD attempts :one',
    condition: 'windowEnds > :now AND attempts < :most',
    values: { ':one': { N: '1' }, ':now': { N: String(now) }, ':most': { N: String(mostAttempts) } },
  };
}

function openWindow(now: number): Change {
  return {
    update: 'SET attempts = :one, windowEnds = :end',
    condition: 'attribute_not_exists(windowEnds) OR windowEnds <= :now',
    values: { ':one': { N: '1' }, ':now': { N: String(now) }, ':end': { N: String(now + windowSeconds) } },
  };
}

function takeBack(now: number): Change {
  return {
    update: 'ADD attempts :minusOne',
    condition: 'windowEnds > :now AND attempts > :zero',
    values: { ':minusOne': { N: '-1' }, ':now': { N: String(now) }, ':zero': { N: '0' } },
  };
}

/** User names are lower case, so a bucket is never somebody's own item. */
function bucketOf(username: string): string {
  return `ATTEMPTS#${createHash('sha256').update(username).digest('hex').slice(0, 5)}`;
}

function tooManyAttempts(): RefusedRequestError {
  return new RefusedRequestError(
    429,
    'too-many-attempts',
    'Too many attempts to sign in with this user name. Try again in 15 minutes.',
    { 'Retry-After': String(windowSeconds) },
  );
}
