import type { SandboxResponse } from '../../http/message';
import { shown } from '../../user-pools/errors';
import { methodNotAllowed } from '../domain-answer';
import type { DomainCall } from '../domain-call';
import { failWithoutState, resume } from './resume';
import type { FederationServices } from './federation-services';
import { openIdUser } from './open-id/open-id-user';
import { samlUser } from './saml/saml-user';
import { unsolicited } from './saml/unsolicited';

/** `POST /saml2/idpresponse`: a SAML identity provider's answer, brought by the browser. */
export async function samlIdpResponse(services: FederationServices, call: DomainCall): Promise<SandboxResponse> {
  const { request } = call;
  if (request.method !== 'POST') return methodNotAllowed(shown(request.method), ['POST']);
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.header('content-type') ?? '')) {
    return failWithoutState('The content type is not application/x-www-form-urlencoded.');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const answers = form.getAll('SAMLResponse');
  const states = form.getAll('RelayState');
  const [encoded] = answers;
  const [handle] = states;
  if (encoded === undefined || answers.length > 1) return failWithoutState('There must be one SAMLResponse.');
  if (handle === undefined || states.length > 1) return failWithoutState('There must be one RelayState.');
  // States are Base64: they have no equals sign but at their end, and requests for a sign-in have one after each name.
  if (/^[a-z_]+=/.test(handle)) return unsolicited(services, call, { encoded, relayState: handle });
  return resume(services, call, {
    handle,
    kind: 'SAML',
    user: (started, provider) => samlUser(services, call, { started, provider, encoded }),
  });
}

/** `GET /oauth2/idpresponse`: an OpenID provider's answer, brought by the browser. */
export async function openIdIdpResponse(services: FederationServices, call: DomainCall): Promise<SandboxResponse> {
  const { request } = call;
  if (request.method !== 'GET') return methodNotAllowed(shown(request.method), ['GET']);
  const answer = new URLSearchParams(request.query);
  const states = answer.getAll('state');
  const [handle] = states;
  if (handle === undefined || states.length > 1) return failWithoutState('There must be one state.');
  return resume(services, call, {
    handle,
    kind: 'OIDC',
    user: (started, provider) => openIdUser(services, call, { started, provider, answer }),
  });
}
