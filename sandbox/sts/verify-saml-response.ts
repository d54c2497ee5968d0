import type { SamlAssertion } from '../saml/assertion';
import type { ReadSamlProvider } from '../saml/saml-providers';
import { refusalMessages, verifyResponseForAws } from '../saml/verify-response-for-aws';
import type { Clock } from '../system/services';
import { expiredToken, invalidIdentityToken } from './errors';

/** Checks a SAML response; rejects with an `StsError`. */
export async function verifySamlResponse(
  services: { readonly clock: Clock },
  provider: ReadSamlProvider,
  encoded: string,
): Promise<SamlAssertion> {
  const result = await verifyResponseForAws(services, provider, encoded);
  switch (result.kind) {
    case 'verified':
      return result.assertion;
    case 'expired':
      throw expiredToken('Token must be redeemed within 5 minutes of issuance', result.detail);
    case 'refused':
      throw invalidIdentityToken(refusalMessages[result.code], result.detail);
  }
}
