import type { Located } from './located';

/** A SAML 2.0 identity provider as IAM knows it. */
export interface SamlProvider extends Located {
  readonly name: string;
  /** `arn:aws:iam::<account>:saml-provider/<name>` */
  readonly arn: string;
  /** The provider's own description of itself, as XML. */
  readonly metadata: string;
}

/** An OpenID Connect provider as IAM knows it. */
export interface OpenIdConnectProvider extends Located {
  /** `arn:aws:iam::<account>:oidc-provider/<issuer without https://>` */
  readonly arn: string;
  /** As its tokens have it in `iss`, with `https://`; a slash at the end counts. */
  readonly issuer: string;
  /** Applications whose tokens are taken. */
  readonly clientIds: readonly string[];
}

/** How an identity pool chooses the role of people of one provider. */
export type RoleMapping = TokenRoleMapping | RulesRoleMapping;

interface RoleMappingBase {
  /** `<user pool endpoint>:<client id>`, the name of a social provider, or the ARN of a provider of IAM's. */
  readonly identityProvider: string;
  /** What happens where no role, or more than one, fits. */
  readonly ambiguous: AmbiguousRole;
}

/** The authenticated role, or no credentials. */
export type AmbiguousRole = 'AuthenticatedRole' | 'Deny';

/** By the claims `cognito:preferred_role` and `cognito:roles`. */
export interface TokenRoleMapping extends RoleMappingBase {
  readonly kind: 'Token';
}

/** By claims: the first rule that fits. */
export interface RulesRoleMapping extends RoleMappingBase {
  readonly kind: 'Rules';
  readonly rules: readonly RoleRule[];
}

/** Compares one claim. */
export interface RoleRule {
  readonly claim: string;
  readonly matchType: RuleMatchType;
  readonly value: string;
  readonly roleArn: string;
}

/** How a claim is compared. Closed: others are refused when read. */
export type RuleMatchType = (typeof ruleMatchTypes)[number];

export const ruleMatchTypes = ['Equals', 'Contains', 'StartsWith', 'NotEqual'] as const;
