import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface CreatePetEnvironment {
  readonly tableName: string;
  /** Origins whose pages may read the answers, separated by commas; empty for none. */
  readonly allowedOrigins: string;
}

/** The same, understood. */
export interface CreatePetConfiguration {
  readonly tableName: string;
  readonly allowedOrigins: readonly string[];
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseCreatePetEnvironment(variables: Variables): CreatePetConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    tableName: reader.tableName('tableName' satisfies keyof CreatePetEnvironment),
    allowedOrigins: reader.origins('allowedOrigins' satisfies keyof CreatePetEnvironment),
  });
}
