import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TableClient } from '../shared/table-client';
import { UnreadableNoteError } from './errors';
import type { PageRequest } from '../shared/page-request';

/** A note as its owner sees it. */
export interface ListedNote {
  readonly noteId: string;
  readonly content: string;
}

/** Some notes in the order of their ids. */
export interface NotePage {
  readonly notes: readonly ListedNote[];
  readonly more: boolean;
}

/** Where notes come from. */
export interface NoteReader {
  /** Notes of one user, and of no one else. */
  list(userId: string, page: PageRequest): Promise<NotePage>;
}

/** The notes table, with partition key `userId` and sort key `noteId`. Reads see every note stored before. */
export function createNoteReader(client: TableClient, tableName: string): NoteReader {
  return {
    async list(userId, { limit, after }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'userId = :caller',
          ExpressionAttributeValues: { ':caller': { S: userId } },
          ProjectionExpression: 'noteId, content',
          ConsistentRead: true,
          Limit: limit,
          ...(after === undefined ? {} : { ExclusiveStartKey: { userId: { S: userId }, noteId: { S: after } } }),
        }),
      );
      return { notes: Items.map(toNote), more: LastEvaluatedKey !== undefined };
    },
  };
}

function toNote(item: Readonly<Record<string, AttributeValue>>): ListedNote {
  const noteId = item['noteId']?.S;
  const content = item['content']?.S;
  if (noteId === undefined || content === undefined) {
    throw new UnreadableNoteError();
  }
  return { noteId, content };
}
