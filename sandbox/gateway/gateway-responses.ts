import type { GatewayResponse } from '../../blueprint/model';
import type { SandboxResponse } from '../http/message';
import type { Exchange } from './exchange';
import { gatewayResponseValue, type RefusedExchange } from './gateway-response-values';
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
      ...(custom === undefined ? {} : mappedHeaders({ exchange, refusal, custom })),
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

interface Customised extends RefusedExchange {
  readonly custom: GatewayResponse;
}

const defaultTemplate = '{"message":$context.error.messageString}';

/** Gateway responses know simple substitution only; what is not known becomes empty, as on AWS. In braces a name may have hyphens. */
function customBody({ custom, ...refused }: Customised): string {
  const template = custom.responseTemplates['application/json'] ?? defaultTemplate;
  return template.replace(/\$(?:\{([\w.-]+)\}|([\w.]*\w))/g, (_whole, braced?: string, bare?: string) => {
    return gatewayResponseValue(refused, braced ?? bare ?? '') ?? '';
  });
}

/** A literal in single quotes, or a name. What has no value makes no header. */
function mappedHeaders({ custom, ...refused }: Customised): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [key, expression] of Object.entries(custom.responseParameters)) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1];
    const literal = /^'(.*)'$/s.exec(expression)?.[1];
    const value = literal ?? gatewayResponseValue(refused, expression);
    if (name !== undefined && value !== undefined) headers[name] = literal ?? oneLine(value);
  }
  return headers;
}

/** A text of several lines, as that of a bad signature is, is no header. */
const oneLine = (value: string): string => value.replace(/[^\x20-\x7e\xa0-\xff]+/g, ' ');
