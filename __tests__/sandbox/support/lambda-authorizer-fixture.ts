import type { JsonObject, Route } from '../../../blueprint/model';
import type { LambdaAuthorizer, RequestAuthorizer, TokenAuthorizer } from '../../../blueprint/model/authorization';
import type { SandboxResponse } from '../../../sandbox/http/message';
import type { InvocationResult } from '../../../sandbox/lambda/function-runtime';
import { authorizerArn, executionArn, route } from './gateway-fixture';

const common = {
  stack: 'notes',
  address: 'aws_api_gateway_authorizer.groups',
  id: 'auth01',
  name: 'groups',
  functionArn: authorizerArn,
  resultTtlSeconds: 60,
};

export const byToken = (changes: Partial<TokenAuthorizer> = {}): TokenAuthorizer => ({
  ...common,
  kind: 'TOKEN',
  tokenHeader: 'Authorization',
  validationExpression: undefined,
  ...changes,
});

export const byRequest = (changes: Partial<RequestAuthorizer> = {}): RequestAuthorizer => ({
  ...common,
  kind: 'REQUEST',
  identitySources: [{ place: 'header', name: 'Authorization' }],
  ...changes,
});

export const custom = (definition: string, authorizer: LambdaAuthorizer = byToken()): Route =>
  route(definition, { authorization: { kind: 'CUSTOM', authorizer } });

export const statement = (Effect: 'Allow' | 'Deny', ...paths: readonly string[]): JsonObject => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource: paths.map((path) => `${executionArn}/dev/${path}`),
});

export const policy = (...Statement: readonly JsonObject[]): JsonObject => ({ Version: '2012-10-17', Statement });

/** What a good authorizer returns. */
export const verdict = (policyDocument: unknown, changes: JsonObject = {}): InvocationResult => ({
  kind: 'returned',
  payload: { principalId: 'anna', policyDocument, ...changes },
});

export const allowAll = verdict(policy(statement('Allow', '*')));

export const threw = (errorMessage: string): InvocationResult => ({
  kind: 'failed',
  code: 'threw',
  detail: `Error: ${errorMessage}`,
  errorMessage,
});

/** Status, body, error type and reason of an answer. */
export const told = ({ status, body, headers, reason }: SandboxResponse) => [
  status,
  String(body),
  headers['x-amzn-ErrorType'],
  reason,
];
