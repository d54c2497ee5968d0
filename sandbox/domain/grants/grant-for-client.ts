import { issueClientToken } from '../../user-pools/tokens';
import type { KnownClient } from '../authenticate-client';
import { refused, type GivenTokens, type TokenRefusal } from '../domain-answer';
import type { DomainServices } from '../domain-services';
import { grantScopes } from '../grant-scopes';

/** `client_credentials`: a client acts for itself. It gets an access token alone. */
export async function grantForClient(
  services: DomainServices,
  { client, runtime }: KnownClient,
  form: URLSearchParams,
): Promise<GivenTokens | TokenRefusal> {
  if (client.oauth?.flows.has('client_credentials') !== true) {
    return refused('unauthorized_client', 'The app client may not use the flow client_credentials.');
  }
  const granted = grantScopes(runtime.pool, client, form.get('scope') ?? undefined);
  if (granted.kind === 'refused') return granted;
  const token = await issueClientToken(runtime, { client, scopes: granted.scopes }, services);
  services.logger.info('token issued', { clientId: client.id, scope: granted.scopes.join(' ') });
  return { access_token: token, expires_in: client.accessTokenSeconds };
}
