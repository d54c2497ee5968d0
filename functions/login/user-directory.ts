import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { userNameBounds } from '../shared/store-user';
import type { TableClient } from '../shared/table-client';

/** A user as far as a sign-in needs it. */
export interface StoredUser {
  /** Given once and never again, unlike the name: who gets a free name must not get its former owner's identity. */
  readonly userId: string | undefined;
  readonly passwordHash: string | undefined;
}

/** The store's own users. */
export interface UserDirectory {
  /** @param username normalized; members are absent where there is no such user */
  find(username: string): Promise<StoredUser>;
}

/** The users table, with partition key `username`. */
export function createUserDirectory(client: TableClient, tableName: string): UserDirectory {
  return {
    async find(username) {
      if (username === '' || [...username].length > userNameBounds.most) {
        // A key is neither empty nor very long, and normalizing can make it so: nobody has such a name.
        return { userId: undefined, passwordHash: undefined };
      }
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: { username: { S: username } }, ConsistentRead: true }),
      );
      return { userId: Item?.['userId']?.S, passwordHash: Item?.['passwordHash']?.S };
    },
  };
}
