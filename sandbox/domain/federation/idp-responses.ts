import type { SandboxRequest, SandboxResponse } from '../../http/message';
import { FederationNotReadyError } from './errors';
import type { FederationServices } from './federation-services';

/** `POST /saml2/idpresponse`: a SAML identity provider's answer, brought by the browser. */
export function samlIdpResponse(
  _services: FederationServices,
  _request: SandboxRequest,
  host: string | undefined,
): Promise<SandboxResponse> {
  return Promise.reject(new FederationNotReadyError(host ?? 'SAML'));
}

/** `GET /oauth2/idpresponse`: an OpenID provider's answer, brought by the browser. */
export function openIdIdpResponse(
  _services: FederationServices,
  _request: SandboxRequest,
  host: string | undefined,
): Promise<SandboxResponse> {
  return Promise.reject(new FederationNotReadyError(host ?? 'OIDC'));
}
