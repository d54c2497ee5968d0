import { Construct } from 'constructs';
import type { OpenIdConnectProvider } from './open-id-connect-provider';
import type { PolicyStatement } from './policy';
import { Role } from './role';
import type { SamlProvider } from './saml-provider';

/** What roles of both kinds are told. */
export interface FederatedRoleProps {
  /** At most 64 characters, unique in the account. */
  readonly name: string;
  readonly policyName: string;
  readonly statements: readonly [PolicyStatement, ...PolicyStatement[]];
}

/** Props of {@link SamlRole}. */
export interface SamlRoleProps extends FederatedRoleProps {
  readonly provider: SamlProvider;
}

/** Where AWS takes assertions for its own sign-in; assertions that are meant for another application name another one. */
const samlAudience = 'https://signin.aws.amazon.com/saml';

/** The role of people whose SAML assertion names it. Who may have it is decided at the identity provider. */
export class SamlRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SamlRoleProps) {
    super(scope, id);
    const { name, policyName, statements, provider } = props;
    this.arn = new Role(this, 'Resource', {
      name,
      policyName,
      statements,
      trust: {
        principal: { Federated: provider.arn },
        action: 'sts:AssumeRoleWithSAML',
        condition: { StringEquals: { 'SAML:aud': samlAudience } },
      },
    }).arn;
  }
}

/** Props of {@link OpenIdConnectRole}. */
export interface OpenIdConnectRoleProps extends FederatedRoleProps {
  readonly provider: OpenIdConnectProvider;
  /** The application through which people of this class, and no others, sign in. */
  readonly clientId: string;
}

/**
 * The role of people with a token for one application. Of a token from a provider of one's own, a trust policy sees `aud`,
 * `sub` and `amr` and no other claim, so each class of callers has an application, and only `aud` tells them apart.
 */
export class OpenIdConnectRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: OpenIdConnectRoleProps) {
    super(scope, id);
    const { name, policyName, statements, provider, clientId } = props;
    this.arn = new Role(this, 'Resource', {
      name,
      policyName,
      statements,
      trust: {
        principal: { Federated: provider.arn },
        action: 'sts:AssumeRoleWithWebIdentity',
        condition: { StringEquals: { [`${provider.conditionPrefix}:aud`]: clientId } },
      },
    }).arn;
  }
}
