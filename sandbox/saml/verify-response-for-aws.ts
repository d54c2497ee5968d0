import type { Clock } from '../system/services';
import { readAssertion, type SamlAssertion } from './assertion';
import { SamlFault } from './errors';
import type { ReadSamlProvider } from './saml-providers';
import { signedAssertion, unverifiedIssuer } from './signed-assertion';

/** Only `verified` opens anything. */
export type ResponseForAws =
  | { readonly kind: 'verified'; readonly assertion: SamlAssertion }
  | { readonly kind: 'refused'; readonly code: ResponseRefusal; readonly detail: string }
  /** `ended`: since when nobody takes it, in milliseconds since 1970. */
  | { readonly kind: 'expired'; readonly ended: number; readonly detail: string };

/** Closed: why a response was not good. */
export type ResponseRefusal =
  'not-base64' | 'unreadable' | 'bad-signature' | 'wrong-issuer' | 'not-yet-valid' | 'wrong-audience';

/** AWS's words for each, at STS (IAM user guide, "Troubleshoot SAML federation"). */
export const refusalMessages: Readonly<Record<ResponseRefusal, string>> = {
  'not-base64': 'Invalid base64 SAMLResponse',
  unreadable: 'SAML Assertion could not be parsed',
  'bad-signature': 'Response signature invalid',
  'wrong-issuer': 'Issuer not present in specified provider',
  'not-yet-valid': 'Response is not yet valid',
  'wrong-audience': 'Response does not contain the required audience.',
};

/** Whom an assertion for AWS must be for (IAM user guide, "Configure SAML assertions"). */
const audiences = ['urn:amazon:webservices', 'https://signin.aws.amazon.com/saml'];

/** The assertion must be used within this time (AWS STS API reference, AssumeRoleWithSAML). */
const redeemableMilliseconds = 5 * 60_000;

/**
 * Checks a SAML response for AWS: a signature of the provider over the response or over its only assertion, then issuer,
 * times and audience. Only what the signature covers is read. AWS takes the same assertion again within its time, so that
 * one sign-in can get several roles; so it is here.
 *
 * @param encoded Base64, as AssumeRoleWithSAML takes it.
 */
export async function verifyResponseForAws(
  { clock }: { readonly clock: Clock },
  provider: ReadSamlProvider,
  encoded: string,
): Promise<ResponseForAws> {
  // Without the spaces first: an expression that allows them at two places tries each of them twice, for each of them.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded.replace(/\s+/g, ''))) {
    return refused('not-base64', 'The response is not Base64.');
  }
  const read = await readSigned(provider, encoded);
  if ('kind' in read) return read;
  if (read.issuer !== provider.entityId) return foreignIssuer(read.issuer, provider);
  const outOfTime = checkTimes(read, clock.now());
  if (outOfTime !== undefined) return outOfTime;
  if (!read.audiences.some((audience) => audiences.includes(audience))) {
    const detail = `The assertion is for ${read.audiences.join(', ')}; allowed: ${audiences.join(', ')}.`;
    return refused('wrong-audience', detail);
  }
  return { kind: 'verified', assertion: read };
}

/** AWS's sign-in endpoint, global or of a region (IAM user guide, "Configure SAML assertions"). */
export const isForSignIn = ({ recipient }: Pick<SamlAssertion, 'recipient'>): boolean =>
  /^https:\/\/(?:[a-z0-9-]+\.)?signin\.aws\.amazon\.com\/saml(?:\/acs\/[\w-]+)?$/.test(recipient);

const roleAttribute = 'https://aws.amazon.com/SAML/Attributes/Role';

/**
 * The roles that an assertion names together with a provider, each once; either may come first in a pair. `undefined`
 * where it names no roles at all.
 */
export function namedRoles({ attributes }: SamlAssertion, providerArn: string): readonly string[] | undefined {
  const pairs = attributes.get(roleAttribute)?.map((pair) => pair.split(',').map((arn) => arn.trim()));
  const roles = pairs
    ?.filter((pair) => pair.length === 2 && pair.includes(providerArn))
    .flatMap((pair) => pair.filter((arn) => arn !== providerArn));
  return roles === undefined ? undefined : [...new Set(roles)];
}

type Refused = Exclude<ResponseForAws, { readonly kind: 'verified' }>;

async function readSigned(provider: ReadSamlProvider, encoded: string): Promise<SamlAssertion | Refused> {
  try {
    return readAssertion(await signedAssertion(provider.certificates, encoded));
  } catch (error) {
    if (!(error instanceof SamlFault)) throw error;
    if (error.code === 'unreadable-assertion') return refused('unreadable', error.message);
    const issuer = unverifiedIssuer(encoded);
    return issuer !== undefined && issuer !== provider.entityId
      ? foreignIssuer(issuer, provider)
      : refused('bad-signature', error.message);
  }
}

function checkTimes(assertion: SamlAssertion, now: number): Refused | undefined {
  const { issuedAt, notBefore, notOnOrAfter, confirmationNotOnOrAfter } = assertion;
  const ended = Math.min(notOnOrAfter ?? Infinity, confirmationNotOnOrAfter, issuedAt + redeemableMilliseconds);
  if (now >= ended) return { kind: 'expired', ended, detail: `Issued at ${iso(issuedAt)}, good until ${iso(ended)}.` };
  const begins = Math.max(notBefore ?? issuedAt, issuedAt);
  return now < begins ? refused('not-yet-valid', `Good from ${iso(begins)}.`) : undefined;
}

const iso = (time: number): string => new Date(time).toISOString();

const refused = (code: ResponseRefusal, detail: string): Refused => ({ kind: 'refused', code, detail });

const foreignIssuer = (issuer: string, { entityId }: ReadSamlProvider): Refused =>
  refused('wrong-issuer', `The issuer is ${issuer}, and the provider's metadata says ${entityId}.`);
