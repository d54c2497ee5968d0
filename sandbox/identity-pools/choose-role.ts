import type { IdentityPool } from '../../blueprint/model';
import type { RoleMapping, RoleRule } from '../../blueprint/model/federation';
import type { PoolLogin } from './pool-login';

/** Which role somebody who signed in gets. Only `role` opens anything. */
export type RoleChoice =
  | { readonly kind: 'role'; readonly arn: string | undefined }
  | { readonly kind: 'custom-role-refused' }
  | { readonly kind: 'ambiguous'; readonly provider: string; readonly reason: string };

/** What the choice goes by. */
export interface RoleQuestion {
  readonly pool: Pick<IdentityPool, 'authenticatedRoleArn' | 'roleMappings'>;
  readonly logins: readonly PoolLogin[];
  /** The role that the caller asks for. */
  readonly customRoleArn: string | undefined;
}

const deniedByMapping = 'No role of the mapping fits, or more than one does, and the mapping says Deny.';

/**
 * Chooses the role (Amazon Cognito developer guide, "Role-based access control"): by the token or by rules where a mapping
 * speaks of a login, otherwise one that a SAML assertion names, otherwise that of the pool. Of several logins the first
 * with a mapping decides, then the first that names roles.
 */
export function chooseRole({ pool, logins, customRoleArn }: RoleQuestion): RoleChoice {
  for (const login of logins) {
    const mapping = pool.roleMappings.find(({ identityProvider }) => identityProvider === login.mappingKey);
    if (mapping !== undefined) return byMapping(mapping, login, { pool, customRoleArn });
  }
  for (const { assertion, providerName } of logins) {
    if (assertion?.roles !== undefined) return byAssertion(assertion.roles, providerName, customRoleArn);
  }
  return customRoleArn === undefined
    ? { kind: 'role', arn: pool.authenticatedRoleArn }
    : { kind: 'custom-role-refused' };
}

/**
 * The provider names the roles, and nobody has another one (Amazon Cognito developer guide, "Setting up a SAML provider
 * as an identity pool IdP"): of several the caller says which.
 */
function byAssertion(
  roles: readonly string[],
  provider: string,
  customRoleArn: RoleQuestion['customRoleArn'],
): RoleChoice {
  if (customRoleArn !== undefined) {
    return roles.includes(customRoleArn) ? { kind: 'role', arn: customRoleArn } : { kind: 'custom-role-refused' };
  }
  const [arn, ...others] = roles;
  return arn !== undefined && others.length === 0
    ? { kind: 'role', arn }
    : {
        kind: 'ambiguous',
        provider,
        reason: `The assertion names ${roles.length} roles together with the provider; CustomRoleArn says which of several.`,
      };
}

function byMapping(
  mapping: RoleMapping,
  { claims: given, assertion, providerName }: PoolLogin,
  { pool, customRoleArn }: Pick<RoleQuestion, 'pool' | 'customRoleArn'>,
): RoleChoice {
  // Roles of the type Token are those of Cognito's own tokens: attributes of an assertion are no such claims.
  const claims = mapping.kind === 'Token' && assertion !== undefined ? {} : given;
  if (customRoleArn !== undefined) {
    const offered = mapping.kind === 'Token' && Array.isArray(claims['cognito:roles']) ? claims['cognito:roles'] : [];
    return offered.includes(customRoleArn) ? { kind: 'role', arn: customRoleArn } : { kind: 'custom-role-refused' };
  }
  const arn = mapping.kind === 'Token' ? preferredRole(claims) : firstMatch(mapping.rules, claims);
  if (arn !== undefined) return { kind: 'role', arn };
  return mapping.ambiguous === 'AuthenticatedRole'
    ? { kind: 'role', arn: pool.authenticatedRoleArn }
    : { kind: 'ambiguous', provider: providerName, reason: deniedByMapping };
}

function preferredRole(claims: PoolLogin['claims']): string | undefined {
  const role = claims['cognito:preferred_role'];
  return typeof role === 'string' && role !== '' ? role : undefined;
}

const firstMatch = (rules: readonly RoleRule[], claims: PoolLogin['claims']): string | undefined =>
  rules.find((rule) => matches(rule, claims))?.roleArn;

/** A claim that is absent meets no rule, not even `NotEqual`. Of a list, one value that fits is enough. */
function matches({ claim, matchType, value }: RoleRule, claims: PoolLogin['claims']): boolean {
  const given = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (given === undefined || given === null) return false;
  const texts = (Array.isArray(given) ? given : [given]).map(String);
  switch (matchType) {
    case 'Equals':
      return texts.includes(value);
    case 'NotEqual':
      return !texts.includes(value);
    case 'Contains':
      return texts.some((text) => text.includes(value));
    case 'StartsWith':
      return texts.some((text) => text.startsWith(value));
  }
}
