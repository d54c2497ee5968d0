import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface LoginEnvironment {
  /** Table of the store's own users. */
  readonly usersTable: string;
  readonly identityPoolId: string;
  /** Name of this backend at the identity pool. */
  readonly developerProviderName: string;
  /** Origins whose pages may read the answers, separated by commas; empty for none. */
  readonly allowedOrigins: string;
}

/** The same, understood. */
export interface LoginConfiguration extends Omit<LoginEnvironment, 'allowedOrigins'> {
  readonly allowedOrigins: readonly string[];
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseLoginEnvironment(variables: Variables): LoginConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    usersTable: reader.tableName('usersTable' satisfies keyof LoginEnvironment),
    identityPoolId: reader.matching(
      'identityPoolId' satisfies keyof LoginEnvironment,
      /^[\w-]+:[0-9a-f-]+$/,
      '<region>:<UUID>',
    ),
    developerProviderName: reader.matching(
      'developerProviderName' satisfies keyof LoginEnvironment,
      /^[\w._-]{1,128}$/,
      'up to 128 letters, digits and . _ -',
    ),
    allowedOrigins: reader.origins('allowedOrigins' satisfies keyof LoginEnvironment),
  });
}
