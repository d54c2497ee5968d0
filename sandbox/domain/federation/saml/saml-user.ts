import type { SamlIdentityProvider } from '../../../../blueprint/model/user-pools';
import { FederationRefusal } from '../../../user-pools/federation/errors';
import { signInExternalUser } from '../../../user-pools/federation/sign-in-external-user';
import type { User } from '../../../user-pools/user';
import type { DomainCall } from '../../domain-call';
import { clientOf } from '../client-of';
import { samlAttributesRefused } from '../errors';
import type { FederationServices } from '../federation-services';
import { entityIdOf } from './authn-request';
import { assertionConsumerPath } from './start-saml';
import { verifySamlAnswer } from './verify-saml-answer';

/** A SAML provider's answer, and for whom. */
export interface SamlAnswer {
  readonly provider: SamlIdentityProvider;
  /** Base64, as it was posted. */
  readonly encoded: string;
  readonly started: {
    readonly pending: { readonly clientId: string };
    readonly domainUrl: string;
    /** `undefined` where the provider began by itself. */
    readonly requestId: string | undefined;
  };
}

/** The user of the pool whom an answer is about. Rejects with a `FederationRefusal`. */
export async function samlUser(
  services: FederationServices,
  { runtime }: DomainCall,
  { provider, encoded, started }: SamlAnswer,
): Promise<User> {
  const { federation, clock } = services;
  const client = clientOf(runtime, started.pending);
  const metadata = await federation.samlMetadata.of(provider);
  const assertion = await verifySamlAnswer(
    federation,
    {
      metadata,
      audience: entityIdOf(runtime.pool.id),
      assertionConsumerUrl: `${started.domainUrl}${assertionConsumerPath}`,
      requestId: started.requestId,
      now: clock.now(),
    },
    encoded,
  );
  const { subject, issuer, attributes: claims } = assertion;
  try {
    return await signInExternalUser(runtime, { client, provider, subject, issuer, claims }, services);
  } catch (error) {
    const ofAttributes = error instanceof FederationRefusal && error.description.startsWith('Invalid user attributes');
    throw ofAttributes ? samlAttributesRefused(error) : error;
  }
}
