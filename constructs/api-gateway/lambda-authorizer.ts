import { ApiGatewayAuthorizer } from '@cdktf/provider-aws/lib/api-gateway-authorizer';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { bearerTokenPattern, lambdaAuthorizerDefaults } from './api-gateway-defaults';
import type { RouteHandler } from './route';

/** What the user of an API says of an authorizer. */
export interface LambdaAuthorizerProps {
  readonly name: string;
  /** Returns a policy for a token. It sees the `Authorization` header and nothing else of a request. */
  readonly handler: RouteHandler;
  /**
   * How long a returned policy is kept for the same token, 0 to 3600 seconds. API Gateway evaluates it again for each
   * request, so the function must return what holds for every route.
   *
   * @default 60
   */
  readonly resultCacheSeconds?: number;
}

/** What the authorizer's API knows. */
export interface LambdaAuthorizerPlace {
  readonly restApiId: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>` */
  readonly executionArn: string;
}

/**
 * Asks a function about the bearer token in the `Authorization` header. What has not the shape of one is refused before
 * the function is called. {@link RestApi.addLambdaAuthorizer} makes it.
 */
export class LambdaAuthorizer extends Construct {
  readonly id: string;
  readonly restApiId: string;

  constructor(scope: Construct, id: string, props: LambdaAuthorizerProps & LambdaAuthorizerPlace) {
    super(scope, id);
    const { name, handler, restApiId, executionArn } = props;
    this.restApiId = restApiId;
    const resource = new ApiGatewayAuthorizer(this, 'Resource', {
      name,
      restApiId,
      type: 'TOKEN',
      authorizerUri: handler.invokeArn,
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: bearerTokenPattern,
      authorizerResultTtlInSeconds: props.resultCacheSeconds ?? lambdaAuthorizerDefaults.resultCacheSeconds,
    });
    this.id = resource.id;
    new LambdaPermission(this, 'Resource-permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.name,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${executionArn}/authorizers/${this.id}`,
    });
  }
}
