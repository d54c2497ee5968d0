import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { shown } from '../../user-pools/errors';

/** The scopes of an authorization, or why there are none. */
export type AuthorizationScopes =
  { readonly kind: 'scopes'; readonly scopes: readonly string[] } | { readonly kind: 'fault'; readonly reason: string };

/** Scopes about the user: they need `openid` beside them. */
const aboutTheUser = ['email', 'phone', 'profile'];

/**
 * What a user is asked for. Not one scope too many is left out quietly: the application is told.
 *
 * @param asked As sent, separated by spaces; `undefined` asks for all that the client may have.
 */
export function readScopes({ oauth }: UserPoolClient, asked: string | undefined): AuthorizationScopes {
  const allowed = oauth?.scopes ?? [];
  const scopes = asked === undefined ? allowed : [...new Set(asked.split(' ').filter((scope) => scope !== ''))];
  if (scopes.length === 0) return fault('No scope is asked for.');
  const foreign = scopes.find((scope) => !allowed.includes(scope));
  if (foreign !== undefined) {
    return fault(`The app client may not have the scope ${shown(foreign)}. It may have: ${allowed.join(', ')}.`);
  }
  const needy = scopes.find((scope) => aboutTheUser.includes(scope));
  if (needy !== undefined && !scopes.includes('openid')) return fault(`The scope ${needy} needs openid beside it.`);
  return { kind: 'scopes', scopes };
}

const fault = (reason: string): AuthorizationScopes => ({ kind: 'fault', reason });
