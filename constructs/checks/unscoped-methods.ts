import type { Fault } from './fault';
import { show } from './fault';
import { idTokenReason } from './id-token-routes';
import type { ResolvedStack } from './resolved-stack';
import { isSet } from './terraform-values';

/**
 * Methods with a user pool's authorizer that ask for no scope. API Gateway then refuses access tokens and lets in every id
 * token of the pool, whatever the user may do.
 */
export function findUnscopedMethods(stack: ResolvedStack): readonly Fault[] {
  return stack.resources
    .filter(
      ({ type, args, construct }) =>
        type === 'aws_api_gateway_method' &&
        args['authorization'] === 'COGNITO_USER_POOLS' &&
        !isSet(args, 'authorization_scopes') &&
        (construct === undefined || idTokenReason(construct) === undefined),
    )
    .map(({ address, args }) => ({
      stack: stack.name,
      address,
      id: 'unscoped-method',
      argument: 'authorization_scopes',
      value: show(args['authorization_scopes']),
      rule: 'A method with COGNITO_USER_POOLS asks for a scope, or takes id tokens for a declared reason: without a scope everybody who can sign in gets in.',
      whatToDo: 'Set authorization_scopes, or call declareIdToken(method, reason) if every user may call it.',
    }));
}
