import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { Construct } from 'constructs';
import { userPoolClientDefaults } from './cognito-defaults';
import type { ResourceServer } from './resource-server';
import type { UserPool } from './user-directory';

/** Props of {@link MachineClient}. */
export interface MachineClientProps<Scope extends string> {
  readonly name: string;
  readonly userPool: UserPool;
  readonly resourceServer: ResourceServer<Scope>;
  /** What the machine may ask for. */
  readonly scopes: readonly [NoInfer<Scope>, ...NoInfer<Scope>[]];
}

/**
 * A machine that gets access tokens for itself: it has a secret, and neither a callback nor any way by which a person
 * could sign in.
 */
export class MachineClient<Scope extends string> extends Construct {
  readonly id: string;
  /** Sensitive; it stands in the Terraform state. */
  readonly secret: string;

  constructor(scope: Construct, id: string, props: MachineClientProps<Scope>) {
    super(scope, id);
    const resource = new CognitoUserPoolClient(this, 'Resource', {
      ...userPoolClientDefaults,
      name: props.name,
      userPoolId: props.userPool.id,
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ['client_credentials'],
      allowedOauthScopes: props.scopes.map((name) => props.resourceServer.scope(name)),
      // Named, because no flow at all gives AWS's default, which lets users sign in with a password. Nobody ever gets a
      // refresh token from this client, so this one lets nobody in.
      explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      refreshTokenValidity: 1,
    });
    this.id = resource.id;
    this.secret = resource.clientSecret;
  }
}
