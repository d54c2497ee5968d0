import type { SandboxResponse } from '../../../http/message';
import { faultAnswer } from '../../authorization/fault-answer';
import { readAuthorization } from '../../authorization/read-authorization';
import type { DomainCall } from '../../domain-call';
import type { FederationServices } from '../federation-services';
import { failWithoutState, finish } from '../resume';
import { samlUser } from './saml-user';

/**
 * An answer that nobody has asked for: only of a provider that may begin by itself. What to sign in for stands in the
 * relay state, as `/oauth2/authorize` takes it (AWS developer guide, IdP-initiated SAML sign-in). Nothing ties such an
 * answer to the browser that brings it, so a client that takes them may have no other way to sign in.
 */
export async function unsolicited(
  services: FederationServices,
  call: DomainCall,
  { encoded, relayState }: { readonly encoded: string; readonly relayState: string },
): Promise<SandboxResponse> {
  const asked = readAuthorization(call.runtime, relayState);
  if (asked.kind !== 'read') return faultAnswer(asked);
  const { provider, pending, client } = asked;
  if (provider?.kind !== 'SAML') return failWithoutState('The relay state does not name a SAML provider.');
  if (!provider.idpInitiated) return failWithoutState(`${provider.name} may not begin a sign-in by itself.`);
  const { identityProviders } = call.runtime.pool;
  const other = client.identityProviders.find(
    (name) => identityProviders.find((known) => known.name === name)?.kind !== 'SAML',
  );
  if (other !== undefined) {
    return failWithoutState(`The app client has ${other}, too; it may have SAML providers alone for this.`);
  }
  const started = { pending, domainUrl: call.origin, requestId: undefined };
  return finish(services, { call, pending, provider: provider.name }, () =>
    samlUser(services, call, { provider, encoded, started }),
  );
}
