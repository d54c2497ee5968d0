import type { OidcIdentityProvider } from '../../../../blueprint/model/user-pools';
import { verifyOpenIdToken } from '../../../open-id/verify-open-id-token';
import { idTokenIssuerWrong, idTokenRefused } from '../errors';
import type { FederationServices } from '../federation-services';

/** How far a provider's clock may be off. AWS tells no number. */
const skewSeconds = 60;

/** What a good ID token says. */
export interface IdTokenClaims {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Checks an ID token: signature by a key of the issuer, issuer, application, times, and the nonce of this sign-in
 * (OpenID Connect Core, section 3.1.3.7). Rejects with a `FederationRefusal`.
 *
 * @param expected.jwksUri Where the keys are, if it was configured.
 */
export async function verifyIdToken(
  { federation, clock }: Pick<FederationServices, 'federation' | 'clock'>,
  { issuer, clientId }: OidcIdentityProvider,
  expected: { readonly token: string; readonly nonce: string; readonly jwksUri: string | undefined },
): Promise<IdTokenClaims> {
  const { jwksUri, token, nonce } = expected;
  const keys =
    jwksUri === undefined
      ? federation.keys
      : { of: (of: string, keyId: string | undefined) => federation.keys.ofKeySet(of, jwksUri, keyId) };
  const result = await verifyOpenIdToken(
    { keys, clock },
    { token, issuers: [issuer], audiences: [clientId], skewSeconds },
  );
  if (result.kind === 'refused') {
    if (result.code === 'wrong-issuer') throw idTokenIssuerWrong(`${result.detail} It must be ${issuer}.`);
    throw idTokenRefused(`${result.code}: ${result.detail}`);
  }
  const { claims, subject } = result.token;
  const audiences: readonly unknown[] = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']];
  // `azp` alone does not make it ours.
  if (!audiences.includes(clientId)) throw idTokenRefused(`wrong-audience: aud does not have ${clientId}.`);
  if (claims['nonce'] !== nonce) throw idTokenRefused('wrong-nonce: The claim nonce is not that of this sign-in.');
  return { subject, claims };
}
