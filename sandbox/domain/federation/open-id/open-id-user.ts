import type { OidcIdentityProvider } from '../../../../blueprint/model/user-pools';
import { signInExternalUser } from '../../../user-pools/federation/sign-in-external-user';
import type { User } from '../../../user-pools/user';
import type { DomainCall } from '../../domain-call';
import { clientOf } from '../client-of';
import { answerOfAnother, codeNotExchanged, providerDeclined } from '../errors';
import type { StartedOpenId } from '../federation';
import type { FederationServices } from '../federation-services';
import { claimValues } from './claim-values';
import { exchangeCode, fetchUserInfo } from './exchange-code';
import { providerEndpoints } from './provider-endpoints';
import { redirectPath } from './start-open-id';
import { verifyIdToken } from './verify-id-token';

/** An OpenID provider's answer, and for whom. */
export interface OpenIdAnswer {
  readonly started: StartedOpenId;
  readonly provider: OidcIdentityProvider;
  /** The query that the browser brought. */
  readonly answer: URLSearchParams;
}

/** The user of the pool whom an answer is about. Rejects with a `FederationRefusal`. */
export async function openIdUser(
  services: FederationServices,
  { runtime }: DomainCall,
  { started, provider, answer }: OpenIdAnswer,
): Promise<User> {
  const client = clientOf(runtime, started.pending);
  // Where it is told, an answer of one provider must not become a code for another's token endpoint (RFC 9207).
  const issuer = answer.get('iss');
  if (issuer !== null && issuer !== provider.issuer) throw answerOfAnother(issuer, provider.issuer);
  const error = answer.get('error');
  if (error !== null) throw providerDeclined(error, answer.get('error_description') ?? undefined);
  const [code, ...others] = answer.getAll('code');
  if (code === undefined || others.length > 0) throw codeNotExchanged('There must be one code.');
  const endpoints = await providerEndpoints(provider, services.federation.stands);
  const redirectUri = `${started.domainUrl}${redirectPath}`;
  const { idToken, accessToken } = await exchangeCode(provider, endpoints, { code, redirectUri });
  const { nonce } = started;
  const { subject, claims } = await verifyIdToken(services, provider, {
    token: idToken,
    nonce,
    jwksUri: endpoints.jwksUri,
  });
  const more = await fetchUserInfo(provider, endpoints, { accessToken, subject });
  // Cognito can keep the provider's own tokens, for an application that asks for it by its mapping.
  const all = claimValues({ ...claims, ...more, id_token: idToken, access_token: accessToken });
  return signInExternalUser(runtime, { client, provider, subject, issuer: null, claims: all }, services);
}
