import type { CognitoIdentityPoolRolesAttachmentRoleMapping } from '@cdktf/provider-aws/lib/cognito-identity-pool-roles-attachment';
import type { AuthenticatedRole } from './identity-pool-role';
import type { UserPoolClient } from './user-directory';

/** How the role of somebody who signed in with an app client is chosen. */
export type RoleMapping = TokenRoleMapping | RulesRoleMapping;

/** What happens where no role, or more than one, fits: the role of everybody who signed in, or no credentials. */
export type AmbiguousRole = 'AuthenticatedRole' | 'Deny';

interface RoleMappingBase {
  /** A client of the identity pool. */
  readonly client: UserPoolClient;
  readonly ambiguous: AmbiguousRole;
}

/** By the token: the role of the group with the lowest precedence (`cognito:preferred_role`). */
export interface TokenRoleMapping extends RoleMappingBase {
  readonly kind: 'token';
}

/** By claims: the first rule that fits, in their order. */
export interface RulesRoleMapping extends RoleMappingBase {
  readonly kind: 'rules';
  /** At most 25. */
  readonly rules: readonly [RoleRule, ...RoleRule[]];
}

/** Compares one claim of the id token. */
export interface RoleRule {
  readonly claim: string;
  readonly matchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  readonly value: string;
  readonly role: AuthenticatedRole;
}

/** As Terraform takes it. A user pool is named together with its client: without it AWS refuses the mapping. */
export function roleMappingBlock(mapping: RoleMapping): CognitoIdentityPoolRolesAttachmentRoleMapping {
  const shared = {
    identityProvider: `${mapping.client.userPool.endpoint}:${mapping.client.id}`,
    ambiguousRoleResolution: mapping.ambiguous,
  };
  switch (mapping.kind) {
    case 'token':
      return { ...shared, type: 'Token' };
    case 'rules':
      return {
        ...shared,
        type: 'Rules',
        mappingRule: mapping.rules.map(({ claim, matchType, value, role }) => ({
          claim,
          matchType,
          value,
          roleArn: role.arn,
        })),
      };
  }
}
