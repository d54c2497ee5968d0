import { ApiGatewayAuthorizer } from '@cdktf/provider-aws/lib/api-gateway-authorizer';
import { Construct } from 'constructs';

/** A user pool as an authorizer needs it. */
export interface TokenIssuer {
  readonly arn: string;
}

/** What the user of an API says of an authorizer. */
export interface UserPoolAuthorizerProps {
  readonly name: string;
  /** Whose tokens are accepted. */
  readonly userPools: readonly [TokenIssuer, ...TokenIssuer[]];
  /** How long a decision is kept for the same token, 0 to 3600 seconds. */
  readonly resultCacheSeconds: number;
}

/** Accepts tokens in the `Authorization` header. {@link RestApi.addUserPoolAuthorizer} makes it. */
export class UserPoolAuthorizer extends Construct {
  readonly id: string;
  readonly restApiId: string;

  constructor(scope: Construct, id: string, props: UserPoolAuthorizerProps & { readonly restApiId: string }) {
    super(scope, id);
    this.restApiId = props.restApiId;
    const resource = new ApiGatewayAuthorizer(this, 'Resource', {
      name: props.name,
      restApiId: props.restApiId,
      type: 'COGNITO_USER_POOLS',
      providerArns: props.userPools.map(({ arn }) => arn),
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: props.resultCacheSeconds,
    });
    this.id = resource.id;
  }
}
