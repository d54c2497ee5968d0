import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface PreSignUpEnvironment {
  /** Attribute that identity providers alone may fill, such as `custom:idp_groups`. */
  readonly groupsAttribute: string;
  /** Names of the identity providers, separated by commas. */
  readonly providers: string;
  /** `on`: the first sign-in at a provider is linked to the user of the same verified mail address; else `off`. */
  readonly linkUsers: string;
}

/** The same, understood. */
export interface PreSignUpConfiguration {
  readonly groupsAttribute: string;
  readonly providers: readonly string[];
  readonly linkUsers: boolean;
}

const variable = (name: keyof PreSignUpEnvironment): string => name;

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parsePreSignUpEnvironment(variables: Variables): PreSignUpConfiguration {
  const reader = new EnvironmentReader(variables);
  return reader.done({
    groupsAttribute: reader.matching(variable('groupsAttribute'), /^custom:\w{1,20}$/, 'custom:<up to 20 letters>'),
    providers: reader
      .matching(
        variable('providers'),
        /^[A-Za-z0-9-]{1,32}(?:,[A-Za-z0-9-]{1,32})*$/,
        'names of letters, digits and hyphens, separated by commas',
      )
      .split(','),
    linkUsers: reader.matching(variable('linkUsers'), /^(?:on|off)$/, 'on or off') === 'on',
  });
}
