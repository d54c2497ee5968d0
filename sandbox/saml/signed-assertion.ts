import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml';
import { refuseDocumentType } from './document-type';
import { badSignature } from './errors';

/** Base64 of DER, at least one. */
export type Certificates = readonly [string, ...string[]];

/**
 * The assertion of a response as a signature covers it, parsed, for `readAssertion`; everything around it is left out.
 * The signature is one of `certificates`' keys, over the response or over its only assertion. Raises a `SamlFault`.
 *
 * @param encoded Base64 of the response.
 */
export async function signedAssertion(certificates: Certificates, encoded: string): Promise<unknown> {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  refuseDocumentType(xml);
  await refuseOtherThanXml(xml);
  try {
    const { profile } = await verifierOf(certificates).validatePostResponseAsync({ SAMLResponse: encoded });
    if (profile?.getAssertion !== undefined) return profile.getAssertion();
  } catch (error) {
    throw badSignature(error instanceof Error ? error.message : 'unknown');
  }
  throw badSignature('The response has no assertion.');
}

/** The verifier's parser mends what is no XML, and says so on the console: nobody may read more into it than was signed. */
async function refuseOtherThanXml(xml: string): Promise<void> {
  try {
    await parseXml2JsFromString(xml);
  } catch {
    throw badSignature('It is not XML.');
  }
}

/** Of use for the words of a refusal only. */
export function unverifiedIssuer(encoded: string): string | undefined {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  return /<(?:\w+:)?Issuer\b[^<>]*>([^<]{1,1024})<\/(?:\w+:)?Issuer>/.exec(xml)?.[1]?.trim();
}

/** Signatures alone: whoever asks checks issuer, times, audience and recipient by its own rules and clock. */
function verifierOf(certificates: Certificates): SAML {
  return new SAML({
    idpCert: [...certificates],
    issuer: 'not-looked-at',
    callbackUrl: 'https://not-looked-at.invalid',
    audience: false,
    acceptedClockSkewMs: -1,
    validateInResponseTo: ValidateInResponseTo.never,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
  });
}
