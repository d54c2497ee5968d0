import type { UserPool, UserPoolClient } from '../../blueprint/model/user-pools';
import { shown } from '../user-pools/errors';
import { refused, type TokenRefusal } from './domain-answer';

/** The scopes of a token to be. */
export interface GrantedScopes {
  readonly kind: 'granted';
  readonly scopes: readonly string[];
}

/**
 * A client that acts for itself gets scopes of resource servers alone: those of OpenID Connect are about a user.
 *
 * @param asked As sent, separated by spaces; `undefined` asks for all.
 */
export function grantScopes(
  pool: UserPool,
  { oauth }: UserPoolClient,
  asked: string | undefined,
): GrantedScopes | TokenRefusal {
  const custom = pool.resourceServers.flatMap((server) => server.scopes);
  const allowed = (oauth?.scopes ?? []).filter((scope) => custom.includes(scope));
  const wanted = asked === undefined ? allowed : [...new Set(asked.split(' ').filter((scope) => scope !== ''))];
  if (wanted.length === 0) return refused('invalid_scope', 'No scope is asked for that could be granted.');
  const foreign = wanted.find((scope) => !allowed.includes(scope));
  if (foreign === undefined) return { kind: 'granted', scopes: wanted };
  return refused(
    'invalid_scope',
    `The app client may not have the scope ${shown(foreign)}. It may have: ${allowed.join(', ') || 'none'}.`,
  );
}
