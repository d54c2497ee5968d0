import type { SandboxRequest, SandboxResponse } from '../http/message';
import type { Clock, Ids, Logger } from '../system/services';
import { shown } from '../user-pools/errors';
import type { PoolDirectory } from '../user-pools/pool-directory';
import { issueClientToken } from '../user-pools/tokens';
import { authenticateClient } from './authenticate-client';
import { methodNotAllowed, refused, tokenAnswer, tokenRefusal, type TokenRefusal } from './domain-answer';
import { grantScopes } from './grant-scopes';
import { readTokenRequest } from './token-request';

/** What the endpoints of a domain work with. */
export interface DomainServices {
  readonly pools: PoolDirectory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** Grants that AWS knows; of these, clients here can be allowed `client_credentials` alone. */
const knownGrants = ['authorization_code', 'client_credentials', 'refresh_token'];

/** `POST /oauth2/token`. */
export async function tokenEndpoint(
  services: DomainServices,
  request: SandboxRequest,
  host: string | undefined,
): Promise<SandboxResponse> {
  if (request.method !== 'POST') return methodNotAllowed(shown(request.method));
  const answer = await grant(services, request, host);
  return 'kind' in answer ? tokenRefusal(answer) : answer;
}

async function grant(
  services: DomainServices,
  request: SandboxRequest,
  host: string | undefined,
): Promise<SandboxResponse | TokenRefusal> {
  const asked = readTokenRequest(request);
  if (asked.kind === 'refused') return asked;
  if (!knownGrants.includes(asked.grantType)) {
    return refused('unsupported_grant_type', `There is no grant type ${shown(asked.grantType)}.`);
  }
  const known = authenticateClient(services.pools, asked, host);
  if (known.kind === 'refused') return known;
  const { client, runtime } = known;
  if (asked.grantType !== 'client_credentials' || !client.oauth?.flows.has('client_credentials')) {
    return refused('unauthorized_client', `The app client may not use the flow ${asked.grantType}.`);
  }
  const granted = grantScopes(runtime.pool, client, asked.scope);
  if (granted.kind === 'refused') return granted;
  const token = await issueClientToken(runtime, { client, scopes: granted.scopes }, services);
  services.logger.info('token issued', { clientId: client.id, scope: granted.scopes.join(' ') });
  return tokenAnswer(token, client.accessTokenSeconds);
}
