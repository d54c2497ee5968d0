import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface EchoServiceEnvironment {
  /** Origins whose pages may read the answers, separated by commas; empty for none. */
  readonly allowedOrigins: string;
}

/** The same, understood. */
export interface EchoServiceConfiguration {
  readonly allowedOrigins: readonly string[];
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseEchoServiceEnvironment(variables: Variables): EchoServiceConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    allowedOrigins: reader.origins('allowedOrigins' satisfies keyof EchoServiceEnvironment),
  });
}
