import type { SandboxRequest, SandboxResponse } from '../http/message';
import { isRefreshTokenShaped } from '../user-pools/sign-ins';
import { authenticateClient } from './authenticate-client';
import { readClientForm } from './client-form';
import { methodNotAllowed, openHeaders, refused, tokenRefusal, type TokenRefusal } from './domain-answer';
import type { DomainCall } from './domain-call';
import type { DomainServices } from './domain-services';

/**
 * `POST /oauth2/revoke`: ends a sign-in by its refresh token. One that is unknown, or revoked already, is answered like
 * one that is revoked now (RFC 7009, section 2.2).
 */
export async function revokeEndpoint(
  services: DomainServices,
  request: SandboxRequest,
  call: DomainCall | undefined,
): Promise<SandboxResponse> {
  if (request.method !== 'POST') return methodNotAllowed(request.method, ['POST']);
  const refusal = revoke(services, request, call);
  // Unlike the token endpoint, this one answers a bad client with 401 (AWS developer guide, revoke endpoint).
  if (refusal !== undefined) return tokenRefusal(refusal, refusal.code === 'invalid_client' ? 401 : 400);
  return { status: 200, headers: openHeaders, body: '' };
}

function revoke(
  { pools, logger }: DomainServices,
  request: SandboxRequest,
  call: DomainCall | undefined,
): TokenRefusal | undefined {
  const asked = readClientForm(request);
  if (asked.kind === 'refused') return asked;
  const known = authenticateClient(pools, asked, call);
  if (known.kind === 'refused') return known;
  const { client, runtime } = known;
  const token = asked.form.get('token') ?? '';
  if (token === '') return refused('invalid_request', 'The parameter token is missing.');
  if (!client.tokenRevocation) return refused('invalid_request', 'The app client has token revocation off.');
  if (!isRefreshTokenShaped(token)) {
    return refused('unsupported_token_type', 'The token is not a refresh token; no other can be revoked.');
  }
  const signIn = runtime.signIns.byRefreshToken(token);
  if (signIn === undefined) return undefined;
  if (signIn.clientId !== client.id) {
    return refused('invalid_client', 'The refresh token was issued to another app client.');
  }
  runtime.signIns.revoke(signIn);
  logger.info('token revoked', { clientId: client.id });
  return undefined;
}
