import type { Route } from '../../blueprint/model';
import type { RouteAuthorization } from '../../blueprint/model/authorization';
import { type Credential, decides, passes, stops, type Token } from '../callers/caller';
import { type ChainStep, oneOf } from '../chain';
import type { AccessWorld } from '../world';

/** What a route asks of a token. */
export type TokenDemand = RouteAuthorization & { readonly kind: 'COGNITO_USER_POOLS' };

/**
 * What an authorizer of type COGNITO_USER_POOLS says (API Gateway developer guide, "Control access to REST APIs using
 * Amazon Cognito user pools as an authorizer"): a method with scopes takes access tokens with one of them, a method
 * without takes ID tokens.
 */
export function byUserPool(
  world: AccessWorld,
  { demand, route }: { readonly demand: TokenDemand; readonly route: Route },
  credential: Credential,
): readonly ChainStep[] {
  const { authorizer, scopes } = demand;
  const at = world.origins.of(authorizer);
  const pools = world.blueprint.userPools.filter(({ id }) => authorizer.userPoolIds.includes(id));
  const wanted = `${scopes.length === 0 ? 'an ID token' : 'an access token'} of ${pools.map(({ name }) => name).join(' or ')}`;
  if (credential.kind !== 'token') {
    return [stops('authorizer', `the authorizer ${authorizer.name} wants ${wanted}, and there is no token`, at)];
  }
  const { token } = credential;
  const fault = faultOf(
    demand,
    token,
    pools.map(({ endpoint }) => `https://${endpoint}`),
  );
  if (fault !== undefined) {
    return [stops('authorizer', `the authorizer ${authorizer.name} wants ${wanted}; ${fault}`, at)];
  }
  const accepted = passes('authorizer', `the authorizer ${authorizer.name} takes ${wanted}`, at);
  return scopes.length === 0 ? [accepted] : [accepted, { ...scopeStep(scopes, token), at: world.origins.of(route) }];
}

function faultOf({ authorizer, scopes }: TokenDemand, token: Token, issuers: readonly string[]): string | undefined {
  if (!issuers.includes(token.issuer)) return 'this one is of another issuer';
  if (token.use !== (scopes.length === 0 ? 'id' : 'access'))
    return `this is an ${token.use === 'id' ? 'ID' : token.use} token`;
  const { validationExpression } = authorizer;
  if (validationExpression === undefined) return undefined;
  const audience = token.use === 'id' ? token.clientId : undefined;
  if (audience !== undefined && new RegExp(`^(?:${validationExpression})$`).test(audience)) return undefined;
  return `its audience does not match ${validationExpression}`;
}

function scopeStep(wanted: readonly string[], token: Token): ChainStep {
  const { scopes } = token;
  const found = wanted.find((scope) => scopes.includes(scope));
  const has = scopes.length === 0 ? 'none' : scopes.join(' ');
  if (found === undefined && token.rewritten?.includes('scopes') === true) {
    const text = `a function of the user pool decides whether the token has ${wanted.join(' or ')}`;
    return decides('scope', { text, demand: oneOf('scope', wanted) });
  }
  return found === undefined
    ? stops('scope', `the method wants the scope ${wanted.join(' or ')}; the token has ${has}`)
    : passes('scope', `the token has the scope ${found}`);
}
