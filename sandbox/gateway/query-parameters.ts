import { decodeQuery, fromBytes } from '../credentials/query';

/**
 * The parameters of a query as API Gateway reads them, decoded, in their order. It separates them at semicolons too.
 * Source: API Gateway developer guide, known issues.
 */
export const queryParameters = (query: string): readonly (readonly [name: string, value: string])[] =>
  decodeQuery(query.replaceAll(';', '&')).map(({ name, value }) => [fromBytes(name), fromBytes(value)]);
