import type { RouteAuthorization, UserPoolAuthorizer } from '../../blueprint/model/authorization';
import type { ApiTokenRefusal, ApiTokenVerifier, VerifiedApiToken } from '../user-pools/api-token-verifier';
import { cacheKey } from './cache-key';
import { claimTexts } from './claim-texts';
import type { Admission, RoutedExchange } from './exchange';
import { tokenExpired, type TypedRefusal, unauthorized } from './refusal';
import type { ResultCache } from './result-cache';
import { matchesWhole } from './whole-match';

/** What a route asks of a token. */
export type TokenDemand = RouteAuthorization & { readonly kind: 'COGNITO_USER_POOLS' };

/** Lets in who brings a good token. */
export type UserPoolAuthorization = (
  exchange: RoutedExchange,
  demand: TokenDemand,
) => Promise<Admission | TypedRefusal>;

/** Closed: why a route with a user pool authorizer let nobody in. It leads the reason. */
export type UserPoolRefusal = ApiTokenRefusal | 'no-token' | 'audience-mismatch' | 'insufficient-scope';

/**
 * Authorization by user pool, with the results of its authorizers. A method with scopes takes access tokens with one of
 * them, a method without takes ID tokens. What is kept is the verified token, never the decision: each method looks for
 * its own scopes, and nothing is kept past the token's expiry. Refusals are not kept.
 */
export function createUserPoolAuthorization(
  tokens: ApiTokenVerifier,
  cache: ResultCache<VerifiedApiToken>,
): UserPoolAuthorization {
  return async (exchange, { authorizer, scopes }) => {
    const token = tokenOf(exchange, authorizer);
    if (token === undefined) {
      return refuse('no-token', `The header ${authorizer.tokenHeader} has no token.`);
    }
    const use = scopes.length === 0 ? 'id' : 'access';
    const now = exchange.receivedAt;
    const key = cacheKey(exchange, authorizer, [use, token]);
    const kept = cache.find(key, now);
    const result = kept ?? (await tokens.verify(token, { userPoolIds: authorizer.userPoolIds, use }));
    if (result.kind === 'refused') return refuse(result.code, result.detail);
    if (kept === undefined) {
      const until = Math.min(now + authorizer.resultTtlSeconds * 1000, result.expiresAt);
      cache.keep(key, { result, keptAt: now, until });
    }
    return wrongAudience(result, authorizer) ?? missingScope(result, scopes) ?? admit(result);
  };
}

/** `Bearer <token>`, or the token alone. */
function tokenOf({ request }: RoutedExchange, { tokenHeader }: UserPoolAuthorizer): string | undefined {
  const value = request.header(tokenHeader.toLowerCase())?.trim() ?? '';
  const token = value.replace(/^Bearer(?: +|$)/, '');
  return token === '' ? undefined : token;
}

/** Matched against the whole claim. Access tokens have none, so an expression shuts them out. */
function wrongAudience(
  { claims }: VerifiedApiToken,
  { validationExpression }: UserPoolAuthorizer,
): TypedRefusal | undefined {
  if (validationExpression === undefined) return undefined;
  const audience = claims['aud'];
  if (typeof audience === 'string' && matchesWhole(validationExpression, audience)) return undefined;
  return refuse('audience-mismatch', `The claim aud does not match ${validationExpression}.`);
}

function missingScope({ claims }: VerifiedApiToken, wanted: readonly string[]): TypedRefusal | undefined {
  if (wanted.length === 0) return undefined;
  const has = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];
  if (wanted.some((scope) => has.includes(scope))) return undefined;
  return refuse(
    'insufficient-scope',
    `The method wants one of ${wanted.join(', ')}; the token has ${has.join(', ') || 'none'}.`,
  );
}

function admit({ claims }: VerifiedApiToken): Admission {
  const texts = claimTexts(claims);
  return { kind: 'admitted', identity: undefined, subject: texts['sub'], authorizer: { claims: texts } };
}

/** All are alike to the client but an expired token, which it can renew. */
function refuse(code: UserPoolRefusal, detail: string): TypedRefusal {
  const reason = `${code}: ${detail}`;
  return code === 'expired' ? tokenExpired(reason) : unauthorized(reason);
}
