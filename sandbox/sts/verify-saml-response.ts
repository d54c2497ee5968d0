import { readAssertion, type SamlAssertion } from '../saml/assertion';
import { SamlFault } from '../saml/errors';
import { signedAssertion, unverifiedIssuer } from '../saml/signed-assertion';
import type { Clock } from '../system/services';
import { expiredToken, invalidIdentityToken, shown } from './errors';
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
  const assertion = await readSigned(provider, encoded);
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

async function readSigned(provider: ReadSamlProvider, encoded: string): Promise<SamlAssertion> {
  try {
    return readAssertion(await signedAssertion(provider.certificates, encoded));
  } catch (error) {
    if (!(error instanceof SamlFault)) throw error;
    if (error.code === 'unreadable-assertion') {
      throw invalidIdentityToken('SAML Assertion could not be parsed', error.message);
    }
    const issuer = unverifiedIssuer(encoded);
    if (issuer !== undefined && issuer !== provider.entityId) throw foreignIssuer(issuer, provider);
    throw invalidIdentityToken('Response signature invalid', error.message);
  }
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
