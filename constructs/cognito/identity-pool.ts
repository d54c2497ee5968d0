import { CognitoIdentityPool, type CognitoIdentityPoolConfig } from '@cdktf/provider-aws/lib/cognito-identity-pool';
import { CognitoIdentityPoolRolesAttachment } from '@cdktf/provider-aws/lib/cognito-identity-pool-roles-attachment';
import { Construct } from 'constructs';
import type { AuthenticatedRole, UnauthenticatedRole } from './identity-pool-role';
import { roleMappingBlock, type RoleMapping } from './role-mapping';
import type { UserPoolClient } from './user-directory';

/** Props of {@link IdentityPool}. */
export interface IdentityPoolProps {
  readonly name: string;
  /** App clients whose id tokens are accepted. */
  readonly clients: readonly [UserPoolClient, ...UserPoolClient[]];
  /**
   * Further identity providers.
   *
   * @default none
   */
  readonly providers?: IdentityProviders;
  /** Whether Terraform refuses to destroy the pool: all identity ids would be lost with it. */
  readonly protect: boolean;
}

/** Whom a pool believes besides its user pool clients. */
export interface IdentityProviders {
  /**
   * Name of an own login backend, which vouches for its users with AWS credentials. A change makes another pool: all
   * identity ids would be lost.
   */
  readonly developerProviderName?: string;
  /** Application id at each social provider. */
  readonly social?: SocialProviders;
  /** ARNs of IAM's SAML providers, of the same account. */
  readonly samlProviderArns?: readonly string[];
  /** ARNs of IAM's OpenID Connect providers. */
  readonly openIdConnectProviderArns?: readonly string[];
}

/** Application ids by the names that identity pools have for the providers. */
export type SocialProviders = Readonly<
  Partial<Record<'www.amazon.com' | 'accounts.google.com' | 'graph.facebook.com' | 'appleid.apple.com', string>>
>;

/** The roles of a pool. Their types keep a guest from getting the role of those who signed in. */
export interface IdentityPoolRoles {
  /** Of everybody who signed in and for whom no mapping chooses another one. */
  readonly authenticated: AuthenticatedRole;
  /**
   * Of guests, to whom the pool gives no identity anyway.
   *
   * @default guests have no role at all
   */
  readonly unauthenticated?: UnauthenticatedRole;
  /**
   * How the role is chosen for people of a client.
   *
   * @default everybody has the authenticated role
   */
  readonly mappings?: readonly RoleMapping[];
}

/**
 * Trades id tokens for temporary AWS credentials. Guests get no identity, the basic flow is off (a caller cannot choose
 * the role), and Cognito asks the user pool whether the user still exists and is enabled.
 */
export class IdentityPool extends Construct {
  readonly id: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: IdentityPoolProps) {
    super(scope, id);
    const resource = new CognitoIdentityPool(this, 'Resource', {
      identityPoolName: props.name,
      allowUnauthenticatedIdentities: false,
      allowClassicFlow: false,
      cognitoIdentityProviders: props.clients.map((client) => ({
        clientId: client.id,
        providerName: client.userPool.endpoint,
        serverSideTokenCheck: true,
      })),
      ...providerArguments(props.providers ?? {}),
      ...(props.protect ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.id = resource.id;
    this.arn = resource.arn;
  }

  /** Once per pool: AWS keeps one set of roles. */
  attachRoles({ authenticated, unauthenticated, mappings = [] }: IdentityPoolRoles): void {
    new CognitoIdentityPoolRolesAttachment(this, 'Resource-roles', {
      identityPoolId: this.id,
      roles: {
        authenticated: authenticated.arn,
        ...(unauthenticated === undefined ? {} : { unauthenticated: unauthenticated.arn }),
      },
      ...(mappings.length === 0 ? {} : { roleMapping: mappings.map(roleMappingBlock) }),
    });
  }
}

/** Each argument only where there is something in it: AWS reports an empty one as absent, and a plan would differ. */
function providerArguments(providers: IdentityProviders): Partial<CognitoIdentityPoolConfig> {
  const { developerProviderName, social = {}, samlProviderArns = [], openIdConnectProviderArns = [] } = providers;
  return {
    ...(developerProviderName === undefined ? {} : { developerProviderName }),
    ...(Object.keys(social).length === 0 ? {} : { supportedLoginProviders: { ...social } }),
    ...(samlProviderArns.length === 0 ? {} : { samlProviderArns: [...samlProviderArns] }),
    ...(openIdConnectProviderArns.length === 0 ? {} : { openidConnectProviderArns: [...openIdConnectProviderArns] }),
  };
}
