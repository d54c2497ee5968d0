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
  return { flows, scopes, ...addresses(given, flows) };
}

type Addresses = Pick<ClientOauth, 'callbackUrls' | 'logoutUrls' | 'defaultRedirectUri'>;

function addresses(given: Arguments, flows: ReadonlySet<OauthFlow>): Addresses {
  const callbackUrls = given.strings('callback_urls');
  const defaultRedirectUri = given.optionalString('default_redirect_uri');
  if (flows.has('code') && callbackUrls.length === 0) {
    throw given.invalid('callback_urls', callbackUrls, 'at least one address where allowed_oauth_flows has code');
  }
  if (defaultRedirectUri !== undefined && !callbackUrls.includes(defaultRedirectUri)) {
    throw given.invalid('default_redirect_uri', defaultRedirectUri, callbackUrls.join(', '));
  }
  return { callbackUrls, logoutUrls: given.strings('logout_urls'), defaultRedirectUri };
}

function oauthFlows(given: Arguments): ReadonlySet<OauthFlow> {
  const names = given.strings('allowed_oauth_flows');
  const flows = names.map((name) => {
    if (name === 'code' || name === 'client_credentials') return name;
    throw unsupportedValue(given.at('allowed_oauth_flows'), names, '["client_credentials"], ["code"]');
  });
  if (flows.length === 0) throw given.invalid('allowed_oauth_flows', names, 'client_credentials or code');
  const machine = flows.includes('client_credentials');
  if (machine && flows.includes('code')) {
    throw given.invalid('allowed_oauth_flows', names, 'client_credentials alone, or without it');
  }
  if (machine && !given.flag('generate_secret', false)) {
    throw given.invalid('generate_secret', false, 'true where allowed_oauth_flows has client_credentials');
  }
  return new Set(flows);
}
