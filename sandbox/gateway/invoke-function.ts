import type { Blueprint, LambdaFunction, LambdaProxyIntegration } from '../../blueprint/model';
import type { SandboxResponse } from '../http/message';
import type { FunctionRuntime, InvocationFailure } from '../lambda/function-runtime';
import { buildProxyEvent } from './build-proxy-event';
import { buildResponse } from './build-response';
import type { Admission, RoutedExchange } from './exchange';
import { notPermitted } from '../lambda/invocation-permission';
import { integrationFailed, integrationTimedOut, type TypedRefusal } from './refusal';
import { withinTime } from '../lambda/within-time';

/** What an invocation needs. */
export interface InvocationServices {
  readonly blueprint: Pick<Blueprint, 'functions'>;
  readonly runtime: FunctionRuntime;
}

/** Calls the function behind a route, if API Gateway may, and makes its answer the route's. */
export async function invokeFunction(
  services: InvocationServices,
  call: {
    readonly exchange: RoutedExchange;
    readonly admission: Admission;
    readonly integration: LambdaProxyIntegration;
  },
): Promise<SandboxResponse | TypedRefusal> {
  const { exchange, admission, integration } = call;
  const refusal = mayNotInvoke(services.blueprint.functions, exchange, integration);
  if (refusal !== undefined) return integrationFailed(500, refusal);
  const event = buildProxyEvent(exchange, admission);
  const result = await withinTime(
    services.runtime.invoke(integration.functionArn, event),
    integration.timeoutMilliseconds,
  );
  if (result === 'timed-out') return integrationTimedOut(integration.timeoutMilliseconds);
  if (result.kind === 'failed') return integrationFailed(statusOf(result.code), `${result.code}: ${result.detail}`);
  return buildResponse(exchange, result.payload);
}

/** Lambda's own time-out and a crash are 502; what keeps API Gateway from calling at all is 500. */
function statusOf(code: InvocationFailure): 500 | 502 {
  return code === 'unknown-function' || code === 'throttled' ? 500 : 502;
}

/** Why API Gateway may not call the function; `undefined` where it may. */
function mayNotInvoke(
  functions: readonly LambdaFunction[],
  { methodArn, account }: RoutedExchange,
  { functionArn, httpMethod }: LambdaProxyIntegration,
): string | undefined {
  if (httpMethod !== 'POST') return `The integration calls Lambda with ${httpMethod}; Lambda is called with POST.`;
  return notPermitted(functions, {
    functionArn,
    by: 'apigateway.amazonaws.com',
    sourceArn: methodArn,
    sourceAccount: account.accountId,
  });
}
