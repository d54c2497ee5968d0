import {
  CognitoUserPoolClient,
  type CognitoUserPoolClientConfig,
} from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { Construct } from 'constructs';
import { userPoolClientDefaults } from './cognito-defaults';
import type { IdentityProvider } from './identity-provider';
import { profileAttributes } from './profile-attributes';
import type { ResourceServer } from './resource-server';
import { providerGroupsAttribute, type UserPool } from './user-directory';

/** Where people come back to; AWS compares them character by character. https, or http on this computer. */
export interface RedirectAddresses {
  /** Where the browser is sent with a code; at least one, at most 100. */
  readonly callbackUrls: readonly [string, ...string[]];
  /**
   * Where the browser may be sent after signing out.
   *
   * @default nowhere
   */
  readonly logoutUrls?: readonly string[];
}

/** Props of {@link BrowserClient}. */
export interface BrowserClientProps<Scope extends string = never> extends RedirectAddresses {
  readonly name: string;
  readonly userPool: UserPool;
  /**
   * Where else than in the pool people may sign in.
   *
   * @default in the pool alone
   */
  readonly identityProviders?: readonly IdentityProvider[];
  /**
   * What tokens may be for besides telling who signed in.
   *
   * @default nothing
   */
  readonly apiScopes?: { readonly of: ResourceServer<Scope>; readonly names: readonly NoInfer<Scope>[] };
  /**
   * How long a sign-in lasts that is not used, 1 to 3650 days.
   *
   * @default 1: what runs in a browser can be read there
   */
  readonly refreshTokenDays?: number;
}

/**
 * A web application that runs in the browser. People sign in on the pool's own page, or at an identity provider, and come
 * back with a code, which PKCE binds to who asked for it. There is no secret: what runs at the user's keeps none.
 *
 * Its tokens cannot change a profile, because `aws.cognito.signin.user.admin` is not offered and nobody signs in past the
 * page. That is why clients that get codes, and no others, may write what an identity provider fills.
 */
export class BrowserClient extends Construct {
  readonly kind = 'browser' as const;
  readonly id: string;
  readonly userPool: UserPool;

  constructor(scope: Construct, id: string, props: BrowserClientProps<string>) {
    super(scope, id);
    const resource = new CognitoUserPoolClient(this, 'Resource', {
      ...userPoolClientDefaults,
      ...codeArguments(props),
      name: props.name,
      userPoolId: props.userPool.id,
      generateSecret: false,
      refreshTokenValidity: props.refreshTokenDays ?? 1,
    });
    this.id = resource.id;
    this.userPool = props.userPool;
  }
}

/**
 * What every client has that gets codes. Refresh tokens are good for one use, and a stolen one ends the sign-in when it is
 * used a second time; the pause forgives a lost answer.
 *
 * AWS refuses ALLOW_REFRESH_TOKEN_AUTH beside rotation, and reads no flow at all as its default, which lets people sign in
 * with a password. So one is named that lets nobody in: it needs triggers that the pool does not have.
 */
export function codeArguments(
  props: Omit<BrowserClientProps<string>, 'name' | 'userPool'>,
): Pick<CognitoUserPoolClientConfig, 'explicitAuthFlows'> & Partial<CognitoUserPoolClientConfig> {
  const { callbackUrls, logoutUrls = [], identityProviders = [], apiScopes } = props;
  const federated = identityProviders.length > 0;
  const scopes = apiScopes?.names.map((name) => apiScopes.of.scope(name)) ?? [];
  return {
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthFlows: ['code'],
    allowedOauthScopes: ['openid', 'email', 'profile', ...scopes],
    callbackUrls: [...callbackUrls],
    ...(logoutUrls.length === 0 ? {} : { logoutUrls: [...logoutUrls] }),
    supportedIdentityProviders: ['COGNITO', ...identityProviders.map(({ name }) => name)],
    explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    refreshTokenRotation: [{ feature: 'ENABLED', retryGracePeriodSeconds: 10 }],
    writeAttributes: [...profileAttributes, ...(federated ? [providerGroupsAttribute] : [])],
  };
}
