import { describeFailure } from '../shared/describe-failure';
import type { Logger } from '../shared/logger';
import { AuthorizerFailedError, DependencyError, InvalidTokenError, UnauthorizedError } from './errors';
import { decide } from './gateway-policy';
import type { GatewayDecision } from './gateway-policy';
import { isJsonObject } from './json-object';
import { parseMethodArn } from './method-arn';
import type { PolicyStore } from './policy-store';
import type { TokenVerifier } from './verify-token';

/** What the handler needs from outside. */
export interface GroupAuthorizerServices {
  readonly verify: TokenVerifier;
  readonly policies: PolicyStore;
  readonly logger: Logger;
}

/** What the handler reads of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId: string;
}

/** A Lambda authorizer of type `TOKEN`. */
export type GroupAuthorizer = (event: unknown, context: InvocationContext) => Promise<GatewayDecision>;

/**
 * Answers with the policy of the token's groups, for every method of the stage.
 *
 * @throws UnauthorizedError where the token opens nothing: API Gateway answers 401
 * @throws DependencyError, AuthorizerFailedError where there is no decision: API Gateway answers 500
 */
export function createHandler({ verify, policies, logger }: GroupAuthorizerServices): GroupAuthorizer {
  return async (event, { awsRequestId: requestId }) => {
    try {
      const { authorization, stage } = readEvent(event);
      const token = await verify(authorization);
      const decision = decide(token, await policies.rulesOf(token.groups), stage);
      const { subject, clientId, groups } = token;
      logger.info('policy-made', {
        requestId,
        subject,
        ...(clientId === undefined ? {} : { clientId }),
        count: groups.length,
        reason: decision.policyDocument.Statement[0]?.Effect === 'Allow' ? 'allowed-by-groups' : 'nothing-allowed',
      });
      return decision;
    } catch (error) {
      throw report(error, logger, requestId);
    }
  };
}

function readEvent(event: unknown) {
  const { authorizationToken, methodArn } = isJsonObject(event) ? event : {};
  const stage = typeof methodArn === 'string' ? parseMethodArn(methodArn) : undefined;
  if (typeof authorizationToken !== 'string' || stage === undefined) {
    throw new AuthorizerFailedError('event-not-understood');
  }
  return { authorization: authorizationToken, stage };
}

/** Logs why, and says what API Gateway is told. */
function report(error: unknown, logger: Logger, requestId: string): Error {
  if (error instanceof InvalidTokenError) {
    logger.warn('token-refused', { requestId, reason: error.reason });
    return new UnauthorizedError();
  }
  if (error instanceof DependencyError) {
    const { dependency, reason, fields } = error;
    logger.error('no-decision', { requestId, upstream: dependency, reason, ...fields });
    return error;
  }
  logger.error('no-decision', { requestId, reason: 'unexpected', ...describeFailure(error).fields });
  return error instanceof AuthorizerFailedError ? error : new AuthorizerFailedError('unexpected');
}
