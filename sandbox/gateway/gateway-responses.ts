import type { GatewayResponse } from '../../blueprint/model';
import type { SandboxResponse } from '../http/message';
import type { Exchange } from './exchange';
import { type AnswerIds, commonHeaders } from './response-headers';
import type { PlainRefusal, TypedRefusal } from './refusal';

/** The answer to a request that ends at the gateway, as the API's gateway responses shape it. */
export function renderRefusal(exchange: Exchange, refusal: TypedRefusal): SandboxResponse {
  const custom = customOf(exchange.api.gatewayResponses, refusal);
  return {
    status: custom?.statusCode ?? refusal.status,
    headers: {
      ...commonHeaders(exchange),
      'content-type': 'application/json',
      'x-amzn-ErrorType': refusal.errorType,
      ...(refusal.afterIntegration ? { 'X-Amzn-Trace-Id': exchange.traceId } : {}),
      ...(custom === undefined ? {} : mappedHeaders(exchange, custom)),
    },
    body: custom === undefined ? defaultBody(refusal) : customBody({ exchange, refusal, custom }),
    reason: refusal.reason,
  };
}

/** A refusal that comes before an API may have a say. */
export function renderPlainRefusal(ids: AnswerIds, refusal: PlainRefusal): SandboxResponse {
  return {
    status: refusal.status,
    headers: {
      ...commonHeaders(ids),
      'content-type': refusal.contentType,
      ...(refusal.errorType === undefined ? {} : { 'x-amzn-ErrorType': refusal.errorType }),
    },
    body: refusal.body,
    reason: refusal.reason,
  };
}

/** The response of the refusal's own type, else the one for all of its class. */
function customOf(responses: readonly GatewayResponse[], refusal: TypedRefusal): GatewayResponse | undefined {
  const byType = (type: string): GatewayResponse | undefined =>
    responses.find(({ responseType }) => responseType === type);
  return byType(refusal.type) ?? byType(refusal.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
}

/** Only where nothing was customised does `ACCESS_DENIED` have a capital M, and an integration's error a space. */
function defaultBody({ type, message, afterIntegration }: TypedRefusal): string {
  const key = type === 'ACCESS_DENIED' ? 'Message' : 'message';
  return `{"${key}":${afterIntegration ? ' ' : ''}${JSON.stringify(message)}}`;
}

interface Customised {
  readonly exchange: Exchange;
  readonly refusal: TypedRefusal;
  readonly custom: GatewayResponse;
}

const defaultTemplate = '{"message":$context.error.messageString}';

/** Gateway responses know simple substitution only; what is not known becomes empty, as on AWS. */
function customBody({ exchange, refusal, custom }: Customised): string {
  const template = custom.responseTemplates['application/json'] ?? defaultTemplate;
  const values: Readonly<Record<string, string>> = {
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
    ...Object.fromEntries(
      Object.entries(exchange.stage.variables).map(([name, value]) => [`stageVariables.${name}`, value]),
    ),
  };
  return template.replace(/\$(?:\{([\w.]+)\}|([\w.]*\w))/g, (_whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
  });
}

/** A literal in single quotes, or a header of the request. Any other expression has no value here, and no header comes of it. */
function mappedHeaders({ request }: Exchange, { responseParameters }: GatewayResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [key, expression] of Object.entries(responseParameters)) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1];
    const literal = /^'(.*)'$/s.exec(expression)?.[1];
    const header = /^method\.request\.header\.(.+)$/.exec(expression)?.[1];
    const value = literal ?? (header === undefined ? undefined : request.header(header.toLowerCase()));
    if (name !== undefined && value !== undefined) headers[name] = value;
  }
  return headers;
}
