import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { Construct } from 'constructs';
import { duplicateRoute, invalidRoutePath, noOrigins, noRoutes } from '../errors';
import { corsExposedHeaders, gatewayResponseTemplates } from './api-gateway-defaults';
import { ApiStage, type ApiStageOptions } from './api-stage';
import { allowedOriginHeader, literal, type Origins } from './cors';
import { LambdaAuthorizer, type LambdaAuthorizerProps } from './lambda-authorizer';
import { Preflight } from './preflight';
import { Route, type RouteProps } from './route';
import { UserPoolAuthorizer, type UserPoolAuthorizerProps } from './user-pool-authorizer';

/** Props of {@link RestApi}. */
export interface RestApiProps extends ApiStageOptions {
  readonly name: string;
  /** Origins whose pages may call the API; at least one. */
  readonly corsOrigins: readonly string[];
  /**
   * Headers that these pages may send besides those of signatures and tokens.
   *
   * @default none
   */
  readonly corsRequestHeaders?: readonly string[];
}

interface PathNode {
  readonly scope: Construct;
  readonly resourceId: string;
  preflight: Preflight | undefined;
}

const pathPattern =
  /^\/(?:(?:[a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._-]+\})(?:\/(?:[a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._-]+\}))*(?:\/\{[a-zA-Z0-9._-]+\+\})?|\{[a-zA-Z0-9._-]+\+\})?$/;

/**
 * A REST API with one stage. Every route names who may call it; every path answers a browser's preflight; refusals carry
 * CORS headers, so that a page can read why; a change of any of these deploys the API again.
 */
export class RestApi extends Construct {
  readonly id: string;
  readonly name: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>` */
  readonly executionArn: string;
  readonly stageName: string;
  /** Where requests are logged; `undefined` where they are not. */
  readonly accessLogGroupName: string | undefined;
  /** Where the stage is served. */
  readonly invokeUrl: string;
  readonly #origins: Origins;
  readonly #requestHeaders: readonly string[];
  readonly #stage: ApiStage;
  #hasRoutes = false;
  readonly #paths = new Map<string, PathNode>();

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    const [origin, ...others] = props.corsOrigins;
    if (origin === undefined) {
      throw noOrigins(this.node.path);
    }
    this.#origins = [origin, ...others];
    this.#requestHeaders = props.corsRequestHeaders ?? [];
    const resource = new ApiGatewayRestApi(this, 'Resource', {
      name: props.name,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    this.id = resource.id;
    this.executionArn = resource.executionArn;
    this.name = props.name;
    this.stageName = props.stageName;
    this.#paths.set('/', { scope: this, resourceId: resource.rootResourceId, preflight: undefined });
    this.#addGatewayResponses();
    this.#stage = new ApiStage(this, 'stage', { ...props, restApiId: this.id, apiName: props.name, api: this });
    this.accessLogGroupName = this.#stage.accessLogGroupName;
    this.invokeUrl = this.#stage.invokeUrl;
    this.node.addValidation({ validate: () => (this.#hasRoutes ? [] : [noRoutes(this.node.path)]) });
  }

  /**
   * Adds a route, and the preflight of its path where there is none yet.
   *
   * @throws InvalidPropsError for a path that API Gateway refuses, a second route of the same method and path, an
   * authorizer of another API, or a missing reason
   */
  addRoute(props: RouteProps): Route {
    if (!pathPattern.test(props.path)) {
      throw invalidRoutePath(props.path);
    }
    const place = this.#resourceAt(props.path);
    if (place.scope.node.tryFindChild(props.method) !== undefined) {
      throw duplicateRoute(props.method, props.path);
    }
    const { resourceId } = place;
    const stageArn = `${this.executionArn}/${this.stageName}`;
    const route = new Route(place.scope, props.method, { ...props, restApiId: this.id, resourceId, stageArn });
    place.preflight ??= new Preflight(place.scope, 'OPTIONS', {
      restApiId: this.id,
      resourceId,
      origins: this.#origins,
      requestHeaders: this.#requestHeaders,
    });
    place.preflight.allow(props.method);
    this.#stage.throttleMethod(route, props);
    this.#hasRoutes = true;
    this.#stage.refresh();
    return route;
  }

  /** Adds an authorizer, which routes of this API may name. It is within the API, so that a change of it redeploys. */
  addUserPoolAuthorizer(id: string, props: UserPoolAuthorizerProps): UserPoolAuthorizer {
    return new UserPoolAuthorizer(this, id, { ...props, restApiId: this.id });
  }

  /** As {@link addUserPoolAuthorizer}; API Gateway, for this authorizer alone, may invoke the function. */
  addLambdaAuthorizer(id: string, props: LambdaAuthorizerProps): LambdaAuthorizer {
    const { id: restApiId, executionArn } = this;
    return new LambdaAuthorizer(this, id, { ...props, restApiId, executionArn });
  }

  #resourceAt(path: string): PathNode {
    const known = this.#paths.get(path);
    if (known !== undefined) {
      return known;
    }
    const cut = path.lastIndexOf('/');
    const parent = this.#resourceAt(path.slice(0, cut) || '/');
    const pathPart = path.slice(cut + 1);
    const resource = new ApiGatewayResource(parent.scope, pathPart, {
      restApiId: this.id,
      parentId: parent.resourceId,
      pathPart,
    });
    const made = { scope: resource, resourceId: resource.id, preflight: undefined };
    this.#paths.set(path, made);
    return made;
  }

  #addGatewayResponses(): void {
    for (const [id, responseType] of [
      ['client-errors', 'DEFAULT_4XX'],
      ['server-errors', 'DEFAULT_5XX'],
    ] as const) {
      new ApiGatewayGatewayResponse(this, id, {
        restApiId: this.id,
        responseType,
        responseTemplates: gatewayResponseTemplates,
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': literal(allowedOriginHeader(this.#origins)),
          'gatewayresponse.header.Access-Control-Expose-Headers': literal(corsExposedHeaders.join(',')),
        },
      });
    }
  }
}
