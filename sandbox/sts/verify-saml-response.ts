import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Clock } from '../system/services';
import { expiredToken, invalidIdentityToken, shown } from './errors';
import { readAssertion, type SamlAssertion } from './saml-assertion';
import type { ReadSamlProvider } from './saml-providers';

/** Whom an assertion for AWS must be for (IAM user guide, "Configure SAML assertions"). */
const audiences = ['urn:amazon:webservices', 'https://signin.aws.amazon.com/saml'];

/** The assertion must be used within this time (AWS STS API reference, AssumeRoleWithSAML). */
const redeemableMilliseconds = 5 * 60_000;

/**
 * Checks a SAML response: a signature of the provider over the response or over its only assertion, then issuer, times
 * and audience. Only what the signature covers is read. AWS takes the same assertion again within its time, so that one
 * sign-in can get several roles; so it is here.
 *
 * @param encoded Base64, as AssumeRoleWithSAML takes it.
 */
export async function verifySamlResponse(
  { clock }: { readonly clock: Clock },
  provider: ReadSamlProvider,
  encoded: string,
): Promise<SamlAssertion> {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(encoded)) throw invalidIdentityToken('Invalid base64 SAMLResponse');
  const assertion = readAssertion(await signedAssertion(provider, encoded));
  if (assertion.issuer !== provider.entityId) throw foreignIssuer(assertion.issuer, provider);
  checkTimes(assertion, clock.now());
  if (!assertion.audiences.some((audience) => audiences.includes(audience))) {
    throw invalidIdentityToken(
      'Response does not contain the required audience.',
      `The assertion is for ${assertion.audiences.map(shown).join(', ')}; allowed: ${audiences.join(', ')}.`,
    );
  }
  return assertion;
}

/** Resolves to the assertion as its signature covers it, parsed; everything around it is left out. */
async function signedAssertion(provider: ReadSamlProvider, encoded: string): Promise<unknown> {
  try {
    const { profile } = await verifierOf(provider).validatePostResponseAsync({ SAMLResponse: encoded });
    if (profile?.getAssertion !== undefined) return profile.getAssertion();
  } catch (error) {
    const issuer = unverifiedIssuer(encoded);
    // Of use for the words of the refusal only.
    if (issuer !== undefined && issuer !== provider.entityId) throw foreignIssuer(issuer, provider);
    throw invalidIdentityToken('Response signature invalid', error instanceof Error ? error.message : 'unknown');
  }
  throw invalidIdentityToken('Response signature invalid', 'The response has no assertion.');
}

/** Signatures alone: times follow the sandbox's clock and are checked here, as are issuer, audience and recipient. */
function verifierOf({ certificates }: ReadSamlProvider): SAML {
  return new SAML({
    idpCert: [...certificates],
    issuer: 'urn:amazon:webservices',
    callbackUrl: 'https://signin.aws.amazon.com/saml',
    audience: false,
    acceptedClockSkewMs: -1,
    validateInResponseTo: ValidateInResponseTo.never,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
  });
}

function checkTimes(assertion: SamlAssertion, now: number): void {
  const { issuedAt, notBefore, notOnOrAfter, confirmationNotOnOrAfter } = assertion;
  const ends = Math.min(notOnOrAfter ?? Infinity, confirmationNotOnOrAfter, issuedAt + redeemableMilliseconds);
  if (now >= ends) {
    throw expiredToken(
      'Token must be redeemed within 5 minutes of issuance',
      `Issued at ${iso(issuedAt)}, good until ${iso(ends)}.`,
    );
  }
  const begins = Math.max(notBefore ?? issuedAt, issuedAt);
  if (now < begins) throw invalidIdentityToken('Response is not yet valid', `Good from ${iso(begins)}.`);
}

const iso = (time: number): string => new Date(time).toISOString();

const foreignIssuer = (issuer: string, { entityId }: ReadSamlProvider): Error =>
  invalidIdentityToken(
    'Issuer not present in specified provider',
    `The issuer is ${shown(issuer)}, and the provider's metadata says ${shown(entityId)}.`,
  );

function unverifiedIssuer(encoded: string): string | undefined {
  const xml = Buffer.from(encoded, 'base64').toString('utf8');
  return /<(?:\w+:)?Issuer\b[^>]*>([^<]{1,1024})<\/(?:\w+:)?Issuer>/.exec(xml)?.[1]?.trim();
}
