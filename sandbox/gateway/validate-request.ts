import type { RoutedExchange } from './exchange';
import { queryParameters } from './query-parameters';
import { missingParameters, type TypedRefusal } from './refusal';

/** The order in which API Gateway lists what is missing. */
const places = ['header', 'path', 'querystring'] as const;

/** Refuses a request that lacks a required parameter, where the route has a validator that looks. Only presence counts. */
export function validateRequest(exchange: RoutedExchange): TypedRefusal | undefined {
  const { route } = exchange;
  if (route.requestValidator?.validateParameters !== true) return undefined;
  const required = Object.entries(route.requestParameters)
    .filter(([, isRequired]) => isRequired)
    .map(([key]) => /^method\.request\.(header|path|querystring)\.(.+)$/.exec(key));
  const missing = places.flatMap((place) =>
    required.flatMap((parts) => {
      const name = parts?.[1] === place ? parts[2] : undefined;
      return name !== undefined && (valueOf(exchange, place, name) ?? '').trim() === '' ? [name] : [];
    }),
  );
  return missing.length === 0 ? undefined : missingParameters(missing);
}

function valueOf(exchange: RoutedExchange, place: (typeof places)[number], name: string): string | undefined {
  switch (place) {
    case 'header':
      return exchange.request.header(name.toLowerCase());
    case 'path':
      return exchange.pathParameters[name];
    case 'querystring':
      // Of a repeated parameter the last value counts, as it does for the function.
      return queryParameters(exchange.request.query).findLast(([known]) => known === name)?.[1];
  }
}
