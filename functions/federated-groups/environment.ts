import { EnvironmentReader } from '../shared/environment';
import type { Variables } from '../shared/environment';

/** The variables of this function, by the names that they have in Lambda. */
export interface FederatedGroupsEnvironment {
  /** Attribute in which the provider's groups stand, such as `custom:idp_groups`. */
  readonly groupsAttribute: string;
  /** JSON: provider to the provider's group to the group of the user pool. What is not here gives nothing. */
  readonly groupsByProvider: string;
}

/** The provider's group to the group of the user pool. */
export type GroupMap = ReadonlyMap<string, string>;

/** The same, understood. */
export interface FederatedGroupsConfiguration {
  readonly groupsAttribute: string;
  readonly groupsByProvider: ReadonlyMap<string, GroupMap>;
}

const allowedMap = 'JSON {"<provider>":{"<its group>":"<group>"}}, at least one provider, nothing empty';

/**
 * Understands the variables.
 *
 * @throws InvalidEnvironmentError naming each variable, its value and what is allowed
 */
export function parseFederatedGroupsEnvironment(variables: Variables): FederatedGroupsConfiguration {
  const reader = new EnvironmentReader(variables);
  const name = (variable: keyof FederatedGroupsEnvironment): string => variable;
  return reader.done({
    groupsAttribute: reader.matching(name('groupsAttribute'), /^custom:\w{1,20}$/, 'custom:<up to 20 letters>'),
    groupsByProvider: reader.parsed(name('groupsByProvider'), parseProviders, allowedMap) ?? new Map(),
  });
}

function parseProviders(text: string): ReadonlyMap<string, GroupMap> | undefined {
  const providers = Object.entries(readJson(text) ?? {}).map(
    ([provider, groups]) => [provider, toMap(groups)] as const,
  );
  const understood = providers.filter(
    (entry): entry is readonly [string, GroupMap] => entry[0] !== '' && entry[1] !== undefined,
  );
  return understood.length > 0 && understood.length === providers.length ? new Map(understood) : undefined;
}

function toMap(value: unknown): GroupMap | undefined {
  const groups =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  return groups?.every(([from, to]) => from !== '' && typeof to === 'string' && to !== '') === true
    ? new Map(groups.map(([from, to]) => [from, String(to)]))
    : undefined;
}

function readJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // The reader reports the text itself.
    return undefined;
  }
}
