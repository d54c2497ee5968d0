import type { IdentityPool } from '../../blueprint/model';
import type { RoleMapping, RoleRule } from '../../blueprint/model/federation';
import type { PoolLogin } from './pool-login';

/** Which role somebody who signed in gets. Only `role` opens anything. */
export type RoleChoice =
  | { readonly kind: 'role'; readonly arn: string | undefined }
  | { readonly kind: 'custom-role-refused' }
  | { readonly kind: 'ambiguous'; readonly provider: string };

/** What the choice goes by. */
export interface RoleQuestion {
  readonly pool: Pick<IdentityPool, 'authenticatedRoleArn' | 'roleMappings'>;
  readonly logins: readonly PoolLogin[];
  /** The role that the caller asks for. */
  readonly customRoleArn: string | undefined;
}

/**
 * Chooses the role (Amazon Cognito developer guide, "Role-based access control"): that of the pool where no mapping
 * speaks of a login, otherwise by the token or by rules. Of several logins the first with a mapping decides.
 */
export function chooseRole({ pool, logins, customRoleArn }: RoleQuestion): RoleChoice {
  for (const login of logins) {
    const mapping = pool.roleMappings.find(({ identityProvider }) => identityProvider === login.mappingKey);
    if (mapping !== undefined) return byMapping(mapping, login, { pool, customRoleArn });
  }
  return customRoleArn === undefined
    ? { kind: 'role', arn: pool.authenticatedRoleArn }
    : { kind: 'custom-role-refused' };
}

function byMapping(
  mapping: RoleMapping,
  { claims, providerName }: PoolLogin,
  { pool, customRoleArn }: Pick<RoleQuestion, 'pool' | 'customRoleArn'>,
): RoleChoice {
  if (customRoleArn !== undefined) {
    const offered = mapping.kind === 'Token' && Array.isArray(claims['cognito:roles']) ? claims['cognito:roles'] : [];
    return offered.includes(customRoleArn) ? { kind: 'role', arn: customRoleArn } : { kind: 'custom-role-refused' };
  }
  const arn = mapping.kind === 'Token' ? preferredRole(claims) : firstMatch(mapping.rules, claims);
  if (arn !== undefined) return { kind: 'role', arn };
  return mapping.ambiguous === 'AuthenticatedRole'
    ? { kind: 'role', arn: pool.authenticatedRoleArn }
    : { kind: 'ambiguous', provider: providerName };
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
