import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface CreateStoreUserEnvironment {
  /** Table of the store's own users. */
  readonly usersTable: string;
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseCreateStoreUserEnvironment(variables: Variables): CreateStoreUserEnvironment {
  const reader = new EnvironmentReader(variables);
  return reader.done({ usersTable: reader.tableName('usersTable' satisfies keyof CreateStoreUserEnvironment) });
}
