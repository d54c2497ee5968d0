import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface ContentConsumerEnvironment {
  /** Where the premium content is, as an https URL. */
  readonly premiumApiUrl: string;
  /** The secret with what the token endpoint asks for. */
  readonly secretArn: string;
  /** Origins whose pages may read the answers, separated by commas; empty for none. */
  readonly allowedOrigins: string;
}

/** The same, understood. */
export interface ContentConsumerConfiguration {
  readonly premiumApiUrl: string;
  readonly secretArn: string;
  readonly allowedOrigins: readonly string[];
}

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseContentConsumerEnvironment(variables: Variables): ContentConsumerConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    premiumApiUrl: reader.httpsUrl('premiumApiUrl' satisfies keyof ContentConsumerEnvironment),
    secretArn: reader.secretArn('secretArn' satisfies keyof ContentConsumerEnvironment),
    allowedOrigins: reader.origins('allowedOrigins' satisfies keyof ContentConsumerEnvironment),
  });
}
