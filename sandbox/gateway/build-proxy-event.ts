import type { Admission, RoutedExchange } from './exchange';
import { isBinary } from './media-types';
import { requestContext, requestParts } from './request-event';

/** The event of a Lambda proxy integration, version 1.0. Empty maps are null, as API Gateway sends them. */
export function buildProxyEvent(exchange: RoutedExchange, admission: Admission): unknown {
  const { request } = exchange;
  const parts = requestParts(exchange);
  const binary = isBinary(exchange.api.binaryMediaTypes, request.header('content-type'));
  return {
    ...parts,
    queryStringParameters: nullIfEmpty(parts.queryStringParameters),
    multiValueQueryStringParameters: nullIfEmpty(parts.multiValueQueryStringParameters),
    pathParameters: nullIfEmpty(parts.pathParameters),
    stageVariables: nullIfEmpty(parts.stageVariables),
    requestContext: requestContext(exchange, admission),
    body: request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  };
}

const nullIfEmpty = <T extends object>(map: T): T | null => (Object.keys(map).length === 0 ? null : map);
