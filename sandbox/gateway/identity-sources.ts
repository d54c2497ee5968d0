import type { IdentitySource } from '../../blueprint/model/authorization';
import type { RoutedExchange } from './exchange';
import { queryParameters } from './query-parameters';
import { requestContext } from './request-event';

/** All values of one identity source, in the order in which they were sent; the function may look at any of them. */
export type IdentityValues = readonly string[];

/** The source that a request lacks, or what it has of all of them. A value of spaces is none. */
export function identityOf(
  exchange: RoutedExchange,
  sources: readonly IdentitySource[],
): { readonly missing: IdentitySource } | { readonly values: readonly IdentityValues[] } {
  const values = sources.map((source) => valuesOf(exchange, source));
  const missing = sources.find((_, index) => values[index]?.every((value) => value.trim() === '') ?? true);
  return missing === undefined ? { values } : { missing };
}

function valuesOf(exchange: RoutedExchange, source: IdentitySource): IdentityValues {
  const { request, stage } = exchange;
  switch (source.place) {
    case 'header': {
      const name = source.name.toLowerCase();
      return request.rawHeaders.filter(([known]) => known.toLowerCase() === name).map(([, value]) => value);
    }
    case 'querystring':
      return queryParameters(request.query)
        .filter(([known]) => known === source.name)
        .map(([, value]) => value);
    case 'stageVariables':
      return Object.hasOwn(stage.variables, source.name) ? [stage.variables[source.name] ?? ''] : [];
    case 'context':
      return contextValue(exchange, source.name);
  }
}

function contextValue(exchange: RoutedExchange, name: (IdentitySource & { place: 'context' })['name']): IdentityValues {
  if (name === 'identity.sourceIp') return [exchange.request.sourceIp];
  if (name === 'identity.userAgent') return [exchange.request.header('user-agent') ?? ''];
  const value = requestContext(exchange, { identity: undefined })[name];
  return typeof value === 'string' ? [value] : [];
}
