import type { Construct } from 'constructs';
import { BaseStack } from '../constructs/base-stack';
import { MachineClient } from '../constructs/cognito/machine-client';
import { ResourceServer } from '../constructs/cognito/resource-server';
import { UserPool, UserPoolDomain } from '../constructs/cognito/user-directory';
import { Secret } from '../constructs/secrets-manager/secret';
import type { Settings } from '../settings';

/** What a token for the premium API may allow. */
export type PremiumScope = 'read' | 'write';

/**
 * Issues tokens to machines: a user pool without users, a resource server with two scopes, an app client with a secret,
 * and the secret where a consumer may fetch it.
 */
export class CognitoIdentityProviderStack extends BaseStack {
  readonly userPool: UserPool;
  readonly resourceServer: ResourceServer<PremiumScope>;
  /** Holds what a consumer needs to get a token. */
  readonly appSecrets: Secret;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    this.userPool = addUserPool(this, settings);
    this.resourceServer = new ResourceServer(this, 'premium-api', {
      identifier: 'premium_api',
      name: 'premium-api-authorizer',
      userPool: this.userPool,
      scopes: { read: 'Get Premium Api Content', write: 'Put Premium Api Content' },
    });
    const client = new MachineClient(this, 'premium-app-users', {
      name: 'premium_app_users',
      userPool: this.userPool,
      resourceServer: this.resourceServer,
      scopes: ['read', 'write'],
    });
    const domain = addDomain(this, settings);
    this.appSecrets = addSecret(this, { settings, client, domain });
    this.addOutputs({
      region: settings.region,
      secret_arn: this.appSecrets.arn,
      token_endpoint: domain.tokenEndpoint,
      user_pool_client_id: client.id,
      user_pool_domain: domain.prefix,
      user_pool_id: this.userPool.id,
    });
  }
}

/** A placeholder, as every app client belongs to a user pool: nobody signs in, so nobody may register either. */
function addUserPool(stack: CognitoIdentityProviderStack, settings: Settings): UserPool {
  return new UserPool(stack, 'user-pool', {
    name: 'Miztiik-Unicorn-App-User-Pool',
    selfSignUp: false,
    signIn: 'username-or-email',
    attributes: [
      { name: 'email', required: true, mutable: false },
      { name: 'name', required: false, mutable: true },
    ],
    protect: settings.production,
  });
}

function addDomain(stack: CognitoIdentityProviderStack, settings: Settings): UserPoolDomain {
  const { namePrefix, stage, domainPrefix, region } = settings;
  return new UserPoolDomain(stack, 'domain', {
    prefix:
      domainPrefix === undefined
        ? `${namePrefix}premium-api-${stage}-${stack.accountId}`
        : `${domainPrefix}-premium-api-${stage}`,
    userPool: stack.userPool,
    region,
  });
}

interface SecretParts {
  readonly settings: Settings;
  readonly client: MachineClient<PremiumScope>;
  readonly domain: UserPoolDomain;
}

function addSecret(stack: CognitoIdentityProviderStack, { settings, client, domain }: SecretParts): Secret {
  const { resourceServer, userPool } = stack;
  return new Secret(stack, 'app-secrets', {
    name: `${settings.namePrefix}${settings.stage}-premium-app-users/${userPool.id}`,
    description: 'What a consumer of the premium API needs to get an access token.',
    value: {
      tokenEndpoint: domain.tokenEndpoint,
      clientId: client.id,
      clientSecret: client.secret,
      resourceServerIdentifier: resourceServer.identifier,
      readScope: resourceServer.scope('read'),
      writeScope: resourceServer.scope('write'),
    },
    recoveryDays: settings.production ? 30 : 7,
    protect: settings.production,
  });
}
