import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface GetPetEnvironment {
  readonly tableName: string;
  /** Origins whose pages may read the answers, separated by commas; empty for none. */
  readonly allowedOrigins: string;
}

/** The same, understood. */
export interface GetPetConfiguration {
  readonly tableName: string;
  readonly allowedOrigins: readonly string[];
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseGetPetEnvironment(variables: Variables): GetPetConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    tableName: reader.tableName('tableName' satisfies keyof GetPetEnvironment),
    allowedOrigins: reader.origins('allowedOrigins' satisfies keyof GetPetEnvironment),
  });
}
