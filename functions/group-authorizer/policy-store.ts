import { ExchangeError } from '../shared/errors';
import { readBatchAnswer } from './batch-answer';
import type { BatchOutcome } from './batch-answer';
import { callDynamoDb } from './dynamodb-call';
import type { DynamoDbServices } from './dynamodb-call';
import { DependencyError } from './errors';
import type { GroupRule } from './group-rule';

/** Where groups' policies are. */
export interface PolicyStore {
  /**
   * All rules of all these groups; a group without a policy has none.
   *
   * @throws DependencyError where any of them could not be read: half of the rules could be those without the refusal
   */
  rulesOf(groups: readonly string[]): Promise<readonly GroupRule[]>;
}

/** What the store needs from outside. */
export interface PolicyStoreServices extends DynamoDbServices {
  readonly policiesTable: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** At most four attempts of 0.8 s and three pauses: with the keys' 1.5 s still within Lambda's time-out of 6 s. */
export const retries = { attempts: 4, firstPause: 50 } as const;

/** As many as one `BatchGetItem` takes. */
const largestBatch = 100;

/** The policies in DynamoDB, read in one batch for all groups of a token. */
export function createPolicyStore(services: PolicyStoreServices): PolicyStore {
  return {
    async rulesOf(groups) {
      const batches: string[][] = [];
      for (let from = 0; from < groups.length; from += largestBatch) {
        batches.push(groups.slice(from, from + largestBatch));
      }
      return (await Promise.all(batches.map((batch) => readBatch(services, batch)))).flat();
    },
  };
}

async function readBatch(services: PolicyStoreServices, groups: readonly string[]): Promise<readonly GroupRule[]> {
  const rules: GroupRule[] = [];
  let left = groups;
  let error = new DependencyError('policies', 'unprocessed');
  for (let attempt = 0; attempt < retries.attempts; attempt += 1) {
    if (attempt > 0) {
      await services.sleep(services.random() * retries.firstPause * 2 ** attempt);
    }
    const outcome = await readOnce(services, left);
    if (outcome.kind === 'try-again') {
      error = outcome.error;
      continue;
    }
    rules.push(...outcome.rules);
    left = outcome.unprocessed;
    if (left.length === 0) {
      return rules;
    }
    error = new DependencyError('policies', 'unprocessed', { count: left.length });
  }
  throw error;
}

async function readOnce(services: PolicyStoreServices, groups: readonly string[]): Promise<BatchOutcome> {
  const table = services.policiesTable;
  try {
    const answer = await callDynamoDb(services, 'BatchGetItem', {
      RequestItems: {
        [table]: {
          Keys: groups.map((group) => ({ group: { S: group } })),
          // A right that was taken away must not be read from a copy that has not heard of it.
          ConsistentRead: true,
          ProjectionExpression: '#group, #policy',
          ExpressionAttributeNames: { '#group': 'group', '#policy': 'policy' },
        },
      },
    });
    return readBatchAnswer(answer, table);
  } catch (error) {
    if (error instanceof ExchangeError) {
      return { kind: 'try-again', error: new DependencyError('policies', error.reason) };
    }
    throw error;
  }
}
