import type { Blueprint } from '../../blueprint/model';
import type { SignatureVerifier } from '../credentials/caller';
import type { SandboxRequest, SandboxResponse } from '../http/message';
import type { FunctionRuntime } from '../lambda/function-runtime';
import type { Clock, Ids, Logger } from '../system/services';
import type { ApiTokenVerifier, VerifiedApiToken } from '../user-pools/api-token-verifier';
import { createLambdaAuthorization } from './authorize-by-lambda';
import { createUserPoolAuthorization } from './authorize-by-user-pool';
import { authorizeRoute, type Judges } from './authorize-route';
import type { AuthorizerResult } from './authorizer-result';
import type { Admission, Exchange, RoutedExchange } from './exchange';
import { renderPlainRefusal, renderRefusal } from './gateway-responses';
import { invokeFunction } from './invoke-function';
import { checkMethodArn, checkSize } from './limits';
import { effectiveMethod, matchRoute, withoutTrailingSlash } from './match-route';
import { matchStage, type GatewayTarget, type StageMatch } from './match-stage';
import { answerMock } from './mock-integration';
import { missingAuthenticationToken, type GatewayRefusal } from './refusal';
import { ResultCache } from './result-cache';
import { signatureAnswer } from './signature-answer';
import { traceId } from './trace-id';
import { createThrottle, type Throttle } from './throttle';
import { validateRequest } from './validate-request';

/** API Gateway's data plane for the REST APIs of a blueprint. */
export interface Gateway {
  handle(request: SandboxRequest, target: GatewayTarget): Promise<SandboxResponse>;
  /** Forgets what authorizers found, of all stages; on AWS that is `FlushStageAuthorizersCache`. */
  flushAuthorizers(): void;
}

/** What the gateway is made of. */
export interface GatewayServices {
  readonly blueprint: Blueprint;
  readonly verifySignature: SignatureVerifier;
  readonly tokens: ApiTokenVerifier;
  readonly runtime: FunctionRuntime;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** The stages of a request, in API Gateway's order: stage, route, authorization, throttling, validation, integration. */
export function createGateway(services: GatewayServices): Gateway {
  const throttle = createThrottle();
  const tokens = new ResultCache<VerifiedApiToken>();
  const policies = new ResultCache<AuthorizerResult>();
  const byUserPool = createUserPoolAuthorization(services.tokens, tokens);
  const byLambda = createLambdaAuthorization(services, policies);
  return {
    handle: async (request, target) => {
      const match = matchStage(services.blueprint.restApis, target);
      const extendedRequestId = newExtendedRequestId(services.ids);
      if (match.kind !== 'stage') return renderPlainRefusal({ request, extendedRequestId }, match);
      const exchange = { ...openExchange(services, request, match), extendedRequestId };
      return rendered(exchange, await answerOf({ ...services, throttle, byUserPool, byLambda }, exchange));
    },
    flushAuthorizers: () => {
      tokens.clear();
      policies.clear();
    },
  };
}

function rendered(exchange: Exchange, answer: SandboxResponse | GatewayRefusal): SandboxResponse {
  if (!('kind' in answer)) return answer;
  return answer.kind === 'refused' ? renderRefusal(exchange, answer) : renderPlainRefusal(exchange, answer);
}

function openExchange(
  { blueprint, clock, ids }: GatewayServices,
  request: SandboxRequest,
  match: StageMatch,
): Omit<Exchange, 'extendedRequestId'> {
  const receivedAt = clock.now();
  return {
    request,
    account: blueprint,
    api: match.api,
    stage: match.stage,
    method: effectiveMethod(request.method, request.header('x-http-method-override')),
    path: match.path,
    receivedAt,
    traceId: traceId(request, receivedAt, ids),
  };
}

const newExtendedRequestId = (ids: Ids): string => `${ids.bytes(11).toString('base64').slice(0, 15)}=`;

interface Running extends GatewayServices, Judges {
  readonly throttle: Throttle;
}

async function answerOf(services: Running, exchange: Exchange): Promise<SandboxResponse | GatewayRefusal> {
  const tooLarge = checkSize(exchange);
  if (tooLarge !== undefined) return tooLarge;
  const match = matchRoute(exchange.api.routes, exchange.method, exchange.path);
  if (match === undefined) return unknownRoute(services, exchange);
  const routed: RoutedExchange = { ...exchange, ...match, methodArn: methodArn(exchange) };
  const tooLong = checkMethodArn(routed);
  if (tooLong !== undefined) return tooLong;
  const admission = await authorizeRoute(routed, services);
  if (admission.kind !== 'admitted') return admission;
  const answer = services.throttle(routed) ?? validateRequest(routed) ?? (await integrate(services, routed, admission));
  const response = rendered(routed, answer);
  logAnswer(services.logger, routed, { admission, status: response.status });
  return response;
}

const methodArn = ({ api, stage, method, path }: Exchange): string =>
  `${api.executionArn}/${stage.name}/${method}${withoutTrailingSlash(path)}`;

/** API Gateway does not say that a path is unknown; a header that is no signature is remarked on even then. */
function unknownRoute(
  { verifySignature }: GatewayServices,
  { request, account, api, method, path }: Exchange,
): GatewayRefusal {
  const signature = verifySignature(request, { service: 'execute-api', region: account.region });
  if (signature.kind === 'refused' && signature.code === 'incomplete-signature') return signatureAnswer(signature);
  const routes = api.routes.map((route) => `${route.method} ${route.path}`).join(', ');
  return missingAuthenticationToken(`The API has no ${method} ${path}. Routes: ${routes}.`);
}

function integrate(
  services: Running,
  exchange: RoutedExchange,
  admission: Admission,
): Promise<SandboxResponse | GatewayRefusal> {
  const { integration } = exchange.route;
  return integration.kind === 'MOCK'
    ? Promise.resolve(answerMock(exchange, integration))
    : invokeFunction(services, { exchange, admission, integration });
}

interface Answered {
  readonly admission: Admission;
  readonly status: number;
}

/** The access log's line of a request that was let in. Of the others the router logs why they were not. */
function logAnswer(
  logger: Logger,
  { request, route, stage }: RoutedExchange,
  { admission: { identity, subject }, status }: Answered,
): void {
  logger.info('answered', {
    requestId: request.id,
    route: `${route.method} ${route.path}`,
    stage: stage.name,
    status,
    authorization: route.authorization.kind,
    caller: identity?.caller.arn,
    identityId: identity?.caller.cognito?.identityId,
    subject,
  });
}
