import type { Construct } from 'constructs';
import { RestApi } from '../constructs/api-gateway/rest-api';
import { BaseStack } from '../constructs/base-stack';
import { NodeFunction } from '../constructs/lambda/node-function';
import type { PremiumContentEnvironment } from '../functions/premium-content/environment';
import type { Settings } from '../settings';
import type { CognitoIdentityProviderStack } from './cognito-identity-provider';

/** Settings, and whose tokens open the API. */
export interface PremiumContentProviderProps extends Settings {
  readonly issuer: Pick<CognitoIdentityProviderStack, 'userPool' | 'resourceServer'>;
}

/** Content behind access tokens: API Gateway asks for the read scope to get it, and for the write scope to post it. */
export class PremiumContentProviderStack extends BaseStack {
  readonly premiumApiUrl: string;

  constructor(scope: Construct, id: string, props: PremiumContentProviderProps) {
    super(scope, id, props);
    const { userPool, resourceServer } = props.issuer;
    const api = new RestApi(this, 'api', {
      ...props,
      name: `${props.namePrefix}walled-garden-api`,
      stageName: 'prod',
      throttle: { rateLimit: 10, burstLimit: 100 },
    });
    const authorizer = api.addUserPoolAuthorizer('cognito', {
      name: 'walledGardenSentry',
      userPools: [userPool],
      resultCacheSeconds: 15,
    });
    const handler = addFunction(this, props);
    const path = '/home/premium';
    for (const [method, scopeName] of [
      ['GET', 'read'],
      ['POST', 'write'],
    ] as const) {
      const authorization = { kind: 'user-pool', authorizer, scopes: [resourceServer.scope(scopeName)] } as const;
      api.addRoute({ method, path, authorization, handler });
    }
    this.premiumApiUrl = `${api.invokeUrl}${path}`;
    this.addOutputs({ PremiumApiUrl: this.premiumApiUrl, region: props.region, rest_api_id: api.id });
  }
}

function addFunction(stack: BaseStack, settings: Settings): NodeFunction<PremiumContentEnvironment> {
  return new NodeFunction<PremiumContentEnvironment>(stack, 'premium-content', {
    name: `${settings.namePrefix}${settings.stage}-premium_function`,
    entry: 'functions/premium-content/index.ts',
    environment: { allowedOrigins: settings.corsOrigins.join(',') },
    statements: [],
    logRetentionDays: settings.logRetentionDays,
  });
}
