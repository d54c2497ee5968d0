import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { declareIdToken } from '../checks/id-token-routes';
import { declarePublic } from '../checks/public-routes';
import { foreignAuthorizer, withoutReason } from '../errors';
import { methodAuthorization, type RouteAuthorization } from './authorization';

/** Verbs that a route may name. OPTIONS belongs to the preflight, which each path has by itself. */
export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** A function as a route needs it. */
export interface RouteHandler {
  readonly name: string;
  readonly invokeArn: string;
}

/** What the user of an API says of a route. */
export interface RouteProps {
  readonly method: RouteMethod;
  /** `/notes`, `/notes/{noteId}` */
  readonly path: string;
  readonly authorization: RouteAuthorization;
  readonly handler: RouteHandler;
  /**
   * Limits of this route alone, below those of the stage.
   *
   * @default those of the stage
   */
  readonly throttle?: Throttle;
}

/** How many requests are let through, over all callers. */
export interface Throttle {
  /** Requests a second, steady. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

/** Where a route is: known to the API. */
export interface RoutePlace {
  readonly restApiId: string;
  readonly resourceId: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly stageArn: string;
}

/** One method of one path, answered by one function, which this route alone may invoke. */
export class Route extends Construct {
  /** What a policy names to allow this route and no other. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RouteProps & RoutePlace) {
    super(scope, id);
    const { method: httpMethod, path, authorization, handler, restApiId, resourceId } = props;
    validate(props);
    this.arn = `${props.stageArn}/${httpMethod}${path.replace(/\{[^}]+\}/g, '*')}`;
    const method = new ApiGatewayMethod(this, 'Resource', {
      restApiId,
      resourceId,
      httpMethod,
      ...methodAuthorization(authorization),
    });
    if (authorization.kind === 'public') {
      declarePublic(method, authorization.reason);
    }
    if (authorization.kind === 'user-pool-id-token') {
      declareIdToken(method, authorization.reason);
    }
    new ApiGatewayIntegration(this, 'Resource-integration', {
      restApiId,
      resourceId,
      httpMethod: method.httpMethod,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: handler.invokeArn,
    });
    new LambdaPermission(this, 'Resource-permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.name,
      principal: 'apigateway.amazonaws.com',
      sourceArn: this.arn,
    });
  }
}

function validate({ method, path, authorization, restApiId }: RouteProps & RoutePlace): void {
  if ('reason' in authorization && authorization.reason.trim() === '') {
    throw withoutReason(authorization.kind, method, path);
  }
  if ('authorizer' in authorization && authorization.authorizer.restApiId !== restApiId) {
    throw foreignAuthorizer(method, path, authorization.authorizer.node.path);
  }
}
