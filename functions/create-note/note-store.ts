import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { TableClient } from '../shared/table-client';
import type { Note } from './note';

/** Where notes go. */
export interface NoteStore {
  /** Stores the note whole or not at all, and never over another one. */
  put(note: Note): Promise<void>;
}

/** The notes table, with partition key `userId` and sort key `noteId`. */
export function createNoteStore(client: TableClient, tableName: string): NoteStore {
  return {
    async put(note) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: { userId: { S: note.userId }, noteId: { S: note.noteId }, content: { S: note.content } },
            ConditionExpression: 'attribute_not_exists(noteId)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
      } catch (error) {
        if (!isOwnEarlierAttempt(error, note)) {
          throw error;
        }
      }
    },
  };
}

/** When the answer to the first attempt was lost, the SDK's second one meets the note that the first one stored. */
function isOwnEarlierAttempt(error: unknown, note: Note): boolean {
  return (
    error instanceof ConditionalCheckFailedException &&
    error.Item?.['noteId']?.S === note.noteId &&
    error.Item['userId']?.S === note.userId &&
    error.Item['content']?.S === note.content
  );
}
