import type { IdentityPool, Role } from '../../blueprint/model';
import type { RoleRule } from '../../blueprint/model/federation';

/** Somebody who signed in somewhere, as far as an identity pool cares. */
export interface Login {
  readonly kind: 'user-pool' | 'open-id' | 'saml' | 'developer';
  /** The provider's name, as logins and trust policies have it. */
  readonly provider: string;
  /** Under which name a role mapping speaks of the provider. */
  readonly mappingKey: string;
  /** The claims that are known; of all others anything may be said. */
  readonly claims: Readonly<Record<string, readonly string[] | undefined>>;
}

/** A role that somebody may get; `arn` is absent where there is none to get. */
export interface RoleChoice {
  readonly arn: string | undefined;
  readonly because: string;
  /** Set where a claim decides whether it is this one. */
  readonly claim?: string;
}

/**
 * Every role that a login may lead to (Amazon Cognito developer guide, "Role-based access control"): that of the pool, or
 * one that a SAML assertion names, where no mapping speaks of the provider; otherwise by the token or by rules, in their
 * order.
 */
export function chooseRoles(pool: IdentityPool, login: Login, roles: readonly Role[]): readonly RoleChoice[] {
  const mapping = pool.roleMappings.find(({ identityProvider }) => identityProvider === login.mappingKey);
  if (mapping === undefined) {
    const ofPool = { arn: pool.authenticatedRoleArn, because: 'the authenticated role of the pool' };
    return login.kind === 'saml' ? [...roles.map(byAssertion), { ...ofPool, claim: namedRoles }] : [ofPool];
  }
  const fallback: RoleChoice =
    mapping.ambiguous === 'AuthenticatedRole'
      ? { arn: pool.authenticatedRoleArn, because: 'the authenticated role, as the mapping finds none' }
      : { arn: undefined, because: 'the mapping finds no role, and then denies' };
  if (mapping.kind === 'Token') {
    // Attributes of an assertion are no claims of Cognito's own tokens.
    if (login.kind === 'saml') return [fallback];
    if (!Object.hasOwn(login.claims, preferredRole))
      return [...roles.map(({ arn }) => byToken(arn)), byClaim(fallback)];
    const [preferred] = login.claims[preferredRole] ?? [];
    return [preferred === undefined ? fallback : { arn: preferred, because: 'the role of the group, by the token' }];
  }
  return byRules(mapping.rules, login.claims, fallback);
}

const preferredRole = 'cognito:preferred_role';

/** Where nobody can tell what the token will say, it may name any role that trusts its bearer. */
const byToken = (arn: string): RoleChoice => byClaim({ arn, because: 'the role that the token names' });

/** The attribute of a SAML assertion with pairs of a role and its provider. */
const namedRoles = 'https://aws.amazon.com/SAML/Attributes/Role';

/** The provider alone decides which roles it names, and each that trusts its people can be had. */
const byAssertion = ({ arn }: Role): RoleChoice => ({
  arn,
  because: 'the role that the assertion names',
  claim: namedRoles,
});

const byClaim = (choice: RoleChoice): RoleChoice => ({ ...choice, claim: preferredRole });

function byRules(rules: readonly RoleRule[], claims: Login['claims'], fallback: RoleChoice): readonly RoleChoice[] {
  const found: RoleChoice[] = [];
  let open: string | undefined;
  for (const rule of rules) {
    const { claim, matchType, value, roleArn } = rule;
    const because = `the rule "${claim} ${matchType} ${value}"`;
    const known = Object.hasOwn(claims, claim);
    if (known && !matches(rule, claims[claim])) continue;
    if (!known) open = claim;
    found.push({ arn: roleArn, because, ...(open === undefined ? {} : { claim: open }) });
    if (known) return found;
  }
  return [...found, { ...fallback, ...(open === undefined ? {} : { claim: open }) }];
}

/** A claim that is absent meets no rule, not even `NotEqual`. */
function matches({ matchType, value }: RoleRule, given: readonly string[] | undefined): boolean {
  if (given === undefined) return false;
  switch (matchType) {
    case 'Equals':
      return given.includes(value);
    case 'NotEqual':
      return !given.includes(value);
    case 'Contains':
      return given.some((text) => text.includes(value));
    case 'StartsWith':
      return given.some((text) => text.startsWith(value));
  }
}
