import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { Construct } from 'constructs';
import { codeArguments, type BrowserClientProps } from './browser-client';
import { userPoolClientDefaults } from './cognito-defaults';
import type { UserPool } from './user-directory';

/** Props of {@link ServerClient}. */
export type ServerClientProps<Scope extends string = never> = BrowserClientProps<Scope>;

/**
 * A web application that runs on a server, and keeps tokens there. It proves itself with a secret where it trades the code
 * for tokens; people sign in as with a {@link BrowserClient}, and their tokens can do as little to a profile.
 */
export class ServerClient extends Construct {
  readonly kind = 'server' as const;
  readonly id: string;
  readonly userPool: UserPool;
  /** Sensitive; it stands in the Terraform state. */
  readonly secret: string;

  constructor(scope: Construct, id: string, props: ServerClientProps<string>) {
    super(scope, id);
    const resource = new CognitoUserPoolClient(this, 'Resource', {
      ...userPoolClientDefaults,
      ...codeArguments(props),
      name: props.name,
      userPoolId: props.userPool.id,
      generateSecret: true,
      refreshTokenValidity: props.refreshTokenDays ?? 30,
    });
    this.id = resource.id;
    this.userPool = props.userPool;
    this.secret = resource.clientSecret;
  }
}
