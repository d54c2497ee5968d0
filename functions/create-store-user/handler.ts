import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { longestPassword, normalizeUserName, userNameBounds } from '../shared/store-user';
import type { TableClient } from '../shared/table-client';
import { invalidUser, userExists } from './errors';

/** What an operator sends. */
export interface NewUser {
  readonly username?: unknown;
  readonly password?: unknown;
}

/** What an operator gets back. */
export interface CreatedUser {
  readonly username: string;
  readonly userId: string;
}

/** What the handler needs from outside. */
export interface CreateStoreUserServices {
  readonly client: TableClient;
  readonly usersTable: string;
  /** A UUID, new at each call. */
  readonly newId: () => string;
  readonly hashPassword: (password: string) => Promise<string>;
}

const shortestPassword = 12;

/**
 * Adds a user to the store's own directory. No route leads here: an operator invokes it with AWS credentials of their own.
 *
 * @throws InvalidUserError for a user that cannot be made
 */
export function createHandler(services: CreateStoreUserServices): (user: NewUser) => Promise<CreatedUser> {
  return async (user) => {
    const { username, password } = understand(user);
    const userId = services.newId();
    const passwordHash = await services.hashPassword(password);
    try {
      await services.client.send(
        new PutItemCommand({
          TableName: services.usersTable,
          Item: { username: { S: username }, userId: { S: userId }, passwordHash: { S: passwordHash } },
          ConditionExpression: 'attribute_not_exists(username)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw error;
      }
      // When the answer to the first attempt was lost, the SDK's second one meets the user that the first one stored.
      if (error.Item?.['userId']?.S !== userId) {
        throw userExists(username);
      }
    }
    return { username, userId };
  };
}

function understand({ username, password }: NewUser): { readonly username: string; readonly password: string } {
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw invalidUser(shortestPassword);
  }
  const name = normalizeUserName(username);
  const [nameLength, passwordLength] = [[...name].length, [...password].length];
  if (
    nameLength < userNameBounds.least ||
    nameLength > userNameBounds.most ||
    passwordLength < shortestPassword ||
    passwordLength > longestPassword ||
    /\p{Cc}/u.test(name + password)
  ) {
    throw invalidUser(shortestPassword);
  }
  return { username: name, password };
}
