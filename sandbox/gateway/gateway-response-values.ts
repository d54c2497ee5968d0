import type { Exchange } from './exchange';
import { queryParameters } from './query-parameters';
import type { TypedRefusal } from './refusal';

/** What a gateway response is made of. */
export interface RefusedExchange {
  readonly exchange: Exchange;
  readonly refusal: TypedRefusal;
}

/**
 * The value of a name that a gateway response may use; `undefined` where there is none. Source: API Gateway developer
 * guide, customizing gateway responses. Parts of the path are not among them: many a refusal comes before a route is known.
 */
export function gatewayResponseValue({ exchange, refusal }: RefusedExchange, name: string): string | undefined {
  const [, place, parameter = ''] = /^(method\.request\.(?:header|querystring)|stageVariables)\.(.+)$/.exec(name) ?? [];
  switch (place) {
    case 'method.request.header':
      return exchange.request.header(parameter.toLowerCase());
    case 'method.request.querystring':
      // Of a repeated parameter the last value counts, as it does for the function.
      return queryParameters(exchange.request.query).findLast(([known]) => known === parameter)?.[1];
    case 'stageVariables':
      return own(exchange.stage.variables, parameter);
    default:
      return own(contextValues({ exchange, refusal }), name);
  }
}

const own = (values: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

const contextValues = ({ exchange, refusal }: RefusedExchange): Readonly<Record<string, string>> => ({
  'context.error.message': refusal.message ?? '',
  'context.error.messageString': JSON.stringify(refusal.message),
  'context.error.responseType': refusal.type,
  'context.requestId': exchange.request.id,
  'context.extendedRequestId': exchange.extendedRequestId,
  'context.apiId': exchange.api.id,
  'context.stage': exchange.stage.name,
  'context.httpMethod': exchange.method,
  'context.path': `/${exchange.stage.name}${exchange.path}`,
  'context.identity.sourceIp': exchange.request.sourceIp,
});
