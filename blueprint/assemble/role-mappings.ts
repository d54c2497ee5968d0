import { incoherent } from '../errors';
import type { Role } from '../model';
import { type RoleMapping, type RoleRule, ruleMatchTypes } from '../model/federation';
import type { Arguments } from '../resources/arguments';
import type { Block } from '../resources/block-type';
import type { PoolProviders } from './identity-pools';

const mostMappings = 10;
const mostRules = 25;

/** How a pool chooses roles. Each provider must be one that the pool believes, each role one of the stacks. */
export function roleMappings(
  { arguments: given }: Block,
  providers: PoolProviders,
  roles: readonly Role[],
): readonly RoleMapping[] {
  const blocks = given.blocks('role_mapping');
  if (blocks.length > mostMappings) {
    throw given.invalid('role_mapping', blocks.length, `at most ${mostMappings} mappings`);
  }
  const keys = mappingKeys(providers);
  const mappings = blocks.map((block) => roleMapping(block, keys, roles));
  const names = mappings.map(({ identityProvider }) => identityProvider);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw given.invalid('role_mapping', twice, 'one mapping for each identity provider');
  return mappings;
}

/** A user pool is named together with its client (Cognito Identity API reference, SetIdentityPoolRoles). */
const mappingKeys = (providers: PoolProviders): readonly string[] => [
  ...providers.cognitoProviders.map(({ providerName, clientId }) => `${providerName}:${clientId}`),
  ...Object.keys(providers.loginProviders),
  ...providers.openIdConnectProviderArns,
  ...providers.samlProviderArns,
];

function roleMapping(given: Arguments, keys: readonly string[], roles: readonly Role[]): RoleMapping {
  const identityProvider = given.string('identity_provider');
  if (!keys.includes(identityProvider)) {
    throw incoherent(
      given.at('identity_provider'),
      `${JSON.stringify(identityProvider)} is not a valid RoleMapping ProviderName or is not a configured provider`,
      `Use one of: ${keys.join(', ')}`,
    );
  }
  const shared = {
    identityProvider,
    ambiguous: given.word('ambiguous_role_resolution', ['AuthenticatedRole', 'Deny']),
  };
  const rules = given.blocks('mapping_rule');
  if (given.word('type', ['Token', 'Rules']) === 'Token') {
    if (rules.length > 0) throw given.invalid('mapping_rule', rules.length, 'no rules where type is "Token"');
    return { ...shared, kind: 'Token' };
  }
  if (rules.length === 0 || rules.length > mostRules) {
    throw given.invalid('mapping_rule', rules.length, `1 to ${mostRules} rules where type is "Rules"`);
  }
  return { ...shared, kind: 'Rules', rules: rules.map((rule) => roleRule(rule, roles)) };
}

function roleRule(given: Arguments, roles: readonly Role[]): RoleRule {
  const roleArn = given.string('role_arn');
  if (!roles.some(({ arn }) => arn === roleArn)) {
    throw incoherent(
      given.at('role_arn'),
      `${JSON.stringify(roleArn)} is no role of these stacks`,
      'Refer to a role that is synthesized with them',
    );
  }
  return {
    claim: given.string('claim'),
    matchType: given.word('match_type', ruleMatchTypes),
    value: given.string('value'),
    roleArn,
  };
}
