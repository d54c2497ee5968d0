import type { Blueprint } from '../../blueprint/model';
import type { LambdaAuthorizer, TokenAuthorizer } from '../../blueprint/model/authorization';
import type { FunctionRuntime } from '../lambda/function-runtime';
import type { Clock } from '../system/services';
import { readAuthorizerResult, type AuthorizerResult } from './authorizer-result';
import { requestEvent, tokenEvent } from './build-authorizer-event';
import { cacheKey } from './cache-key';
import type { RoutedExchange } from './exchange';
import { identityOf } from './identity-sources';
import { notPermitted } from '../lambda/invocation-permission';
import { authorizerFailed, authorizerMisconfigured, type TypedRefusal, unauthorized } from './refusal';
import type { ResultCache } from './result-cache';
import { matchesWhole } from './whole-match';
import { withinTime } from '../lambda/within-time';

/** A policy that an authorizer returned, now or before. What it decides is asked for each request. */
export interface ReturnedPolicy {
  readonly kind: 'returned';
  readonly result: AuthorizerResult;
  /** Milliseconds that the function took; 0 where the result was kept. */
  readonly latency: number;
}

/** Asks a Lambda authorizer about a request. */
export type LambdaAuthorization = (
  exchange: RoutedExchange,
  authorizer: LambdaAuthorizer,
) => Promise<ReturnedPolicy | TypedRefusal>;

/** Closed: why a Lambda authorizer has no policy for a request. It leads the reason. */
export type LambdaAuthorizerRefusal =
  | 'no-identity'
  | 'expression-mismatch'
  | 'not-permitted'
  | 'said-unauthorized'
  | 'timed-out'
  | 'failed'
  | 'malformed-result';

/** What an authorizer's function is called with. */
export interface LambdaAuthorizationServices {
  readonly blueprint: Pick<Blueprint, 'functions'>;
  readonly runtime: FunctionRuntime;
  readonly clock: Clock;
}

/** API Gateway's own patience with an authorizer of a REST API is not documented; it is taken to be an integration's. */
const patienceMilliseconds = 29_000;

/**
 * Authorization by function, with the results of its authorizers. What is kept is the policy with its context, never
 * what it decided, and never an error. Without its identity a request is refused before the function is called.
 */
export function createLambdaAuthorization(
  services: LambdaAuthorizationServices,
  cache: ResultCache<AuthorizerResult>,
): LambdaAuthorization {
  return async (exchange, authorizer) => {
    const demand = demandOf(exchange, authorizer);
    if (demand.kind === 'refused') return demand;
    const now = exchange.receivedAt;
    const key = cacheKey(exchange, authorizer, demand.identity);
    const kept = cache.find(key, now);
    if (kept !== undefined) return { kind: 'returned', result: kept, latency: 0 };
    const asked = await ask(services, { exchange, authorizer, event: demand.event() });
    if (asked.kind === 'returned') {
      cache.keep(key, { result: asked.result, keptAt: now, until: now + authorizer.resultTtlSeconds * 1000 });
    }
    return asked;
  };
}

/** What the result is kept under, and what the function is told. */
interface Demand {
  readonly kind: 'demand';
  readonly identity: readonly unknown[];
  readonly event: () => unknown;
}

function demandOf(exchange: RoutedExchange, authorizer: LambdaAuthorizer): Demand | TypedRefusal {
  if (authorizer.kind === 'TOKEN') return tokenDemand(exchange, authorizer);
  const found = identityOf(exchange, authorizer.identitySources);
  if ('missing' in found) {
    return refused('no-identity', `The request has no ${found.missing.place} ${found.missing.name}.`);
  }
  return { kind: 'demand', identity: found.values, event: () => requestEvent(exchange) };
}

function tokenDemand(exchange: RoutedExchange, authorizer: TokenAuthorizer): Demand | TypedRefusal {
  const { tokenHeader, validationExpression } = authorizer;
  const token = exchange.request.header(tokenHeader.toLowerCase()) ?? '';
  if (token.trim() === '') return refused('no-identity', `The request has no header ${tokenHeader}.`);
  if (validationExpression !== undefined && !matchesWhole(validationExpression, token)) {
    return refused('expression-mismatch', `The header ${tokenHeader} does not match ${validationExpression}.`);
  }
  return { kind: 'demand', identity: [token], event: () => tokenEvent(exchange, token) };
}

interface Question {
  readonly exchange: RoutedExchange;
  readonly authorizer: LambdaAuthorizer;
  readonly event: unknown;
}

async function ask(
  { blueprint, runtime, clock }: LambdaAuthorizationServices,
  { exchange, authorizer, event }: Question,
): Promise<ReturnedPolicy | TypedRefusal> {
  const { functionArn, id } = authorizer;
  const sourceArn = `${exchange.api.executionArn}/authorizers/${id}`;
  const hindrance = notPermitted(blueprint.functions, {
    functionArn,
    by: 'apigateway.amazonaws.com',
    sourceArn,
    sourceAccount: exchange.account.accountId,
  });
  if (hindrance !== undefined) return refused('not-permitted', hindrance);
  const calledAt = clock.now();
  const answer = await withinTime(runtime.invoke(functionArn, event), patienceMilliseconds);
  if (answer === 'timed-out') return refused('timed-out', `It took longer than ${patienceMilliseconds} ms.`);
  if (answer.kind === 'failed') {
    if (answer.errorMessage === 'Unauthorized') return refused('said-unauthorized', 'The authorizer says so.');
    if (answer.code === 'unknown-function') return refused('not-permitted', answer.detail);
    return refused('failed', `${answer.code}: ${answer.detail}`);
  }
  const result = readAuthorizerResult(answer.payload);
  if ('malformed' in result) return refused('malformed-result', result.malformed);
  // The clock may be moved back meanwhile.
  return { kind: 'returned', result, latency: Math.max(0, Math.round(clock.now() - calledAt)) };
}

function refused(code: LambdaAuthorizerRefusal, detail: string): TypedRefusal {
  return answers[code](`${code}: ${detail}`);
}

const answers: Readonly<Record<LambdaAuthorizerRefusal, (reason: string) => TypedRefusal>> = {
  'no-identity': unauthorized,
  'expression-mismatch': unauthorized,
  'said-unauthorized': unauthorized,
  'not-permitted': authorizerMisconfigured,
  'malformed-result': authorizerMisconfigured,
  'timed-out': authorizerFailed,
  failed: authorizerFailed,
};
