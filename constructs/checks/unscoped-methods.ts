import type { Fault } from './fault';
import { show } from './fault';
import { idTokenReason } from './id-token-routes';
import type { ResolvedStack } from './resolved-stack';
import { valuesAt } from './terraform-values';
import type { Arguments } from './terraform-values';

/** Scopes of OpenID Connect, which whoever signs in may ask for: Amazon Cognito developer guide, scopes. */
const everybodys: ReadonlySet<unknown> = new Set(['openid', 'email', 'phone', 'profile']);

/**
 * Methods with a user pool's authorizer that ask for no scope, or for one that everybody has. Without a scope API Gateway
 * refuses access tokens and lets in every id token of the pool; with one of everybody's, every access token that has it.
 */
export function findUnscopedMethods(stack: ResolvedStack): readonly Fault[] {
  return stack.resources
    .filter(
      ({ type, args, construct }) =>
        type === 'aws_api_gateway_method' &&
        args['authorization'] === 'COGNITO_USER_POOLS' &&
        !asksForScope(args) &&
        (construct === undefined || idTokenReason(construct) === undefined),
    )
    .map(({ address, args }) => ({
      stack: stack.name,
      address,
      id: 'unscoped-method',
      argument: 'authorization_scopes',
      value: show(args['authorization_scopes']),
      rule: 'A method with COGNITO_USER_POOLS asks for a scope, or takes id tokens for a declared reason: without a scope, or with one of OpenID Connect, everybody who can sign in gets in.',
      whatToDo: 'Set authorization_scopes, or call declareIdToken(method, reason) if every user may call it.',
    }));
}

/** One of the scopes is enough to get in, so that none of them may be everybody's. */
function asksForScope(args: Arguments): boolean {
  const scopes = valuesAt(args, 'authorization_scopes').flat();
  return scopes.length > 0 && !scopes.some((scope) => scope === '' || everybodys.has(scope));
}
