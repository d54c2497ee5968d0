import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration';
import { ApiGatewayIntegrationResponse } from '@cdktf/provider-aws/lib/api-gateway-integration-response';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method';
import { ApiGatewayMethodResponse } from '@cdktf/provider-aws/lib/api-gateway-method-response';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { corsAllowedHeaders } from './api-gateway-defaults';
import { allowedOriginHeader, literal, type Origins } from './cors';
import type { RouteMethod } from './route';

/** Props of {@link Preflight}. */
export interface PreflightProps {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly origins: Origins;
  /** What a page may send besides the headers of every API. */
  readonly requestHeaders: readonly string[];
}

/**
 * Answers a browser that asks whether it may call a path. It is open because a browser sends no credentials with the
 * question; it reaches no function.
 */
export class Preflight extends Construct {
  readonly #methods = new Set<RouteMethod>();

  constructor(scope: Construct, id: string, props: PreflightProps) {
    super(scope, id);
    const { restApiId, resourceId } = props;
    const method = new ApiGatewayMethod(this, 'Resource', {
      restApiId,
      resourceId,
      httpMethod: 'OPTIONS',
      authorization: 'NONE',
    });
    const httpMethod = method.httpMethod;
    const integration = new ApiGatewayIntegration(this, 'Resource-integration', {
      restApiId,
      resourceId,
      httpMethod,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
    });
    const headers = this.#headers(props);
    const response = new ApiGatewayMethodResponse(this, 'Resource-response', {
      restApiId,
      resourceId,
      httpMethod,
      statusCode: '200',
      responseParameters: Object.fromEntries(Object.keys(headers).map((header) => [header, true])),
    });
    new ApiGatewayIntegrationResponse(this, 'Resource-integration-response', {
      restApiId,
      resourceId,
      httpMethod,
      statusCode: response.statusCode,
      responseParameters: headers,
      dependsOn: [integration],
    });
  }

  /** Lets pages use a further method of the path. */
  allow(method: RouteMethod): void {
    this.#methods.add(method);
  }

  #headers({ origins, requestHeaders }: PreflightProps): Record<string, string> {
    const allowed = [...corsAllowedHeaders, ...requestHeaders].join(',');
    // Routes are added after the preflight of their path exists.
    const methods = Lazy.stringValue({ produce: () => literal(['OPTIONS', ...[...this.#methods].sort()].join(',')) });
    return {
      'method.response.header.Access-Control-Allow-Headers': literal(allowed),
      'method.response.header.Access-Control-Allow-Methods': methods,
      'method.response.header.Access-Control-Allow-Origin': literal(allowedOriginHeader(origins)),
      'method.response.header.Access-Control-Max-Age': literal('600'),
    };
  }
}
