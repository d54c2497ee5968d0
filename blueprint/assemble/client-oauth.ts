import { unsupportedValue } from '../errors';
import type { ClientOauth, OauthFlow, ResourceServer } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';

/** The scopes that every pool has. */
const standardScopes = ['aws.cognito.signin.user.admin', 'email', 'openid', 'phone', 'profile'];

/** What a client may ask of the pool's domain. Flows and scopes count only where the client is allowed to use them. */
export function clientOauth(given: Arguments, servers: readonly ResourceServer[]): ClientOauth | undefined {
  if (!given.flag('allowed_oauth_flows_user_pool_client', false)) return undefined;
  const flows = oauthFlows(given);
  const scopes = given.strings('allowed_oauth_scopes');
  if (scopes.length === 0) throw given.invalid('allowed_oauth_scopes', scopes, 'at least one scope');
  const known = [...standardScopes, ...servers.flatMap((server) => server.scopes)];
  const unknown = scopes.find((scope) => !known.includes(scope));
  if (unknown !== undefined) throw given.invalid('allowed_oauth_scopes', unknown, known.join(', '));
  return { flows, scopes };
}

function oauthFlows(given: Arguments): ReadonlySet<OauthFlow> {
  const names = given.strings('allowed_oauth_flows');
  if (names.length === 0) throw given.invalid('allowed_oauth_flows', names, 'client_credentials');
  if (names.some((name) => name !== 'client_credentials')) {
    throw unsupportedValue(given.at('allowed_oauth_flows'), names, '["client_credentials"]');
  }
  if (!given.flag('generate_secret', false)) {
    throw given.invalid('generate_secret', false, 'true where allowed_oauth_flows has client_credentials');
  }
  return new Set(['client_credentials']);
}
