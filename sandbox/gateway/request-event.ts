import { callerIdentity } from './caller-identity';
import type { Admission, RoutedExchange } from './exchange';
import { queryParameters } from './query-parameters';

type Multi = Record<string, string[]>;

/** What functions and authorizers are told alike of a request, with empty maps where there is nothing. */
export function requestParts(exchange: RoutedExchange) {
  const headers = eventHeaders(exchange);
  const query = eventQuery(exchange.request.query);
  return {
    resource: exchange.route.path,
    path: exchange.path,
    httpMethod: exchange.method,
    headers: lastOfEach(headers),
    multiValueHeaders: headers,
    queryStringParameters: lastOfEach(query),
    multiValueQueryStringParameters: query,
    pathParameters: exchange.pathParameters,
    stageVariables: exchange.stage.variables,
  };
}

/** `requestContext`, with what an authorizer tells where one let the request in. */
export function requestContext(
  exchange: RoutedExchange,
  admission: Pick<Admission, 'identity' | 'authorizer'>,
): Readonly<Record<string, unknown>> {
  const { request, route, stage, api, account } = exchange;
  return {
    resourceId: route.resourceId,
    ...(admission.authorizer === undefined ? {} : { authorizer: admission.authorizer }),
    resourcePath: route.path,
    ...(route.operationName === undefined ? {} : { operationName: route.operationName }),
    httpMethod: exchange.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: commonLogTime(exchange.receivedAt),
    path: `/${stage.name}${exchange.path}`,
    accountId: account.accountId,
    protocol: 'HTTP/1.1',
    stage: stage.name,
    domainPrefix: api.id,
    requestTimeEpoch: exchange.receivedAt,
    requestId: request.id,
    identity: callerIdentity(request, admission.identity),
    domainName: domainName(exchange),
    deploymentId: stage.deploymentId,
    apiId: api.id,
  };
}

const domainName = ({ api, account }: RoutedExchange): string =>
  `${api.id}.execute-api.${account.region}.amazonaws.com`;

/** Hop-by-hop headers and the like: API Gateway keeps them. Source: API Gateway developer guide, known issues. */
const keptBack = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** API Gateway sets these itself: a client's spelling of one must not stand beside it and be taken for it. */
const setHere = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

/** These two arrive in this case whatever the client wrote. */
const titleCased = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
]);

function eventHeaders(exchange: RoutedExchange): Multi {
  const headers: Multi = {};
  for (const [name, value] of exchange.request.rawHeaders) {
    const lower = name.toLowerCase();
    if (keptBack.has(lower) || setHere.has(lower) || (lower === 'authorization' && isSignature(value))) continue;
    append(headers, titleCased.get(lower) ?? name, value);
  }
  append(headers, 'Host', domainName(exchange));
  append(headers, 'X-Amzn-Trace-Id', exchange.traceId);
  const forwardedFor = exchange.request.header('x-forwarded-for');
  const { sourceIp } = exchange.request;
  append(headers, 'X-Forwarded-For', forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`);
  append(headers, 'X-Forwarded-Port', '443');
  append(headers, 'X-Forwarded-Proto', 'https');
  return headers;
}

const isSignature = (authorization: string): boolean => /^\s*AWS4-HMAC-SHA256(\s|$)/.test(authorization);

function eventQuery(query: string): Multi {
  const values: Multi = {};
  for (const [name, value] of queryParameters(query)) append(values, name, value);
  return values;
}

/** As own property, so that a name like `__proto__` is a name like any other. */
function append(multi: Multi, name: string, value: string): void {
  const known = Object.hasOwn(multi, name) ? multi[name] : undefined;
  if (known === undefined) {
    Object.defineProperty(multi, name, { value: [value], enumerable: true, configurable: true, writable: true });
  } else {
    known.push(value);
  }
}

const lastOfEach = (multi: Multi): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.at(-1) ?? '']));

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `02/Aug/2024:23:34:43 +0000` */
function commonLogTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const day = String(time.getUTCDate()).padStart(2, '0');
  return `${day}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`;
}
