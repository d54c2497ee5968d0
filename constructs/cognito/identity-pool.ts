import { CognitoIdentityPool } from '@cdktf/provider-aws/lib/cognito-identity-pool';
import { CognitoIdentityPoolRolesAttachment } from '@cdktf/provider-aws/lib/cognito-identity-pool-roles-attachment';
import { Construct } from 'constructs';
import type { AuthenticatedRole, UnauthenticatedRole } from './identity-pool-role';
import type { UserPoolClient } from './user-directory';

/** Props of {@link IdentityPool}. */
export interface IdentityPoolProps {
  readonly name: string;
  /** App clients whose id tokens are accepted. */
  readonly clients: readonly [UserPoolClient, ...UserPoolClient[]];
  /** Whether Terraform refuses to destroy the pool: all identity ids would be lost with it. */
  readonly protect: boolean;
}

/** The roles of a pool. Their types keep a guest from getting the role of those who signed in. */
export interface IdentityPoolRoles {
  readonly authenticated: AuthenticatedRole;
  readonly unauthenticated: UnauthenticatedRole;
}

/**
 * Trades id tokens for temporary AWS credentials. Guests get no identity, the basic flow is off (a caller cannot choose
 * the role), and Cognito asks the user pool whether the user still exists and is enabled.
 */
export class IdentityPool extends Construct {
  readonly id: string;

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
      ...(props.protect ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.id = resource.id;
  }

  /** Once per pool: AWS keeps one set of roles. */
  attachRoles(roles: IdentityPoolRoles): void {
    new CognitoIdentityPoolRolesAttachment(this, 'Resource-roles', {
      identityPoolId: this.id,
      roles: { authenticated: roles.authenticated.arn, unauthenticated: roles.unauthenticated.arn },
    });
  }
}
