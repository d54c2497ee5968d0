import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface AccountEnvironment {
  readonly tableName: string;
  /** `iss` of the user pool's tokens: `https://cognito-idp.<region>.amazonaws.com/<user pool>` */
  readonly userPoolIssuer: string;
  /** App client whose id tokens are accepted. */
  readonly clientId: string;
  readonly identityPoolId: string;
  /** Name of the login backend at the identity pool; empty where there is none. */
  readonly developerProviderName: string;
  /** Origins whose pages may read the answers, separated by commas; empty for none. */
  readonly allowedOrigins: string;
}

/** The same, understood. */
export interface AccountConfiguration extends Omit<AccountEnvironment, 'allowedOrigins'> {
  readonly allowedOrigins: readonly string[];
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseAccountEnvironment(variables: Variables): AccountConfiguration {
  const reader = new EnvironmentReader(variables);
  const matching = (variable: keyof AccountEnvironment, pattern: RegExp, allowed: string): string =>
    reader.matching(variable, pattern, allowed);
  return reader.done({
    tableName: reader.tableName('tableName' satisfies keyof AccountEnvironment),
    userPoolIssuer: matching(
      'userPoolIssuer',
      /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[\w-]+_[0-9A-Za-z]+$/,
      'https://cognito-idp.<region>.amazonaws.com/<user pool>',
    ),
    clientId: matching('clientId', /^[\w+]{1,128}$/, 'the id of an app client'),
    identityPoolId: matching('identityPoolId', /^[\w-]+:[0-9a-f-]+$/, '<region>:<UUID>'),
    developerProviderName: matching('developerProviderName', /^[\w._-]{0,128}$/, 'up to 128 letters, digits and . _ -'),
    allowedOrigins: reader.origins('allowedOrigins' satisfies keyof AccountEnvironment),
  });
}
