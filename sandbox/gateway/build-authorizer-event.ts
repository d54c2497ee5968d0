import type { RoutedExchange } from './exchange';
import { requestContext, requestParts } from './request-event';

/** What a TOKEN authorizer is called with: the whole header, with any `Bearer ` before the token. */
export const tokenEvent = ({ methodArn }: RoutedExchange, authorizationToken: string): unknown => ({
  type: 'TOKEN',
  methodArn,
  authorizationToken,
});

/** What a REQUEST authorizer is called with: no body, and empty maps where a proxy event has null. */
export const requestEvent = (exchange: RoutedExchange): unknown => ({
  type: 'REQUEST',
  methodArn: exchange.methodArn,
  ...requestParts(exchange),
  requestContext: requestContext(exchange, { identity: undefined }),
});
