import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml';
import { z } from 'zod';
import { readAssertion, type SamlAssertion } from '../../../saml/assertion';
import { SamlFault } from '../../../saml/errors';
import type { SamlMetadata } from '../../../saml/metadata';
import { signedAssertion } from '../../../saml/signed-assertion';
import {
  samlAudienceWrong,
  samlExpired,
  samlIssuerWrong,
  samlNotYetValid,
  samlRecipientWrong,
  samlReplayed,
  samlRequestUnknown,
  samlSignatureInvalid,
  samlTooLong,
  samlUnreadable,
} from '../errors';
import type { Federation } from '../federation';

/** What an answer of a SAML provider must fit. */
export interface SamlExpectation {
  readonly metadata: SamlMetadata;
  /** For whom assertions must be: the pool's entity id. */
  readonly audience: string;
  /** Where they must be sent to. */
  readonly assertionConsumerUrl: string;
  /** The request that is answered; `undefined` where the provider may begin by itself. */
  readonly requestId: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** AWS developer guide, SAML assertion endpoint. */
const longest = 100_000;
/** How far a provider's clock may be off. AWS tells no number. */
const skewMilliseconds = 60_000;
/** AWS developer guide, IdP-initiated SAML sign-in: what nobody has asked for must be fresh. */
const unsolicitedMilliseconds = 6 * 60_000;

/**
 * Checks the answer of a SAML provider and resolves to its assertion, which is then used up. Only what the signature
 * covers is believed; what is around it can only make the answer be refused. Rejects with a `FederationRefusal`.
 *
 * @param encoded Base64, as it was posted.
 */
export async function verifySamlAnswer(
  federation: Pick<Federation, 'useOnce'>,
  expected: SamlExpectation,
  encoded: string,
): Promise<SamlAssertion> {
  if (encoded.length > longest) throw samlTooLong(`${encoded.length} characters; at most ${longest} are taken.`);
  // Without the spaces first: an expression that allows them at two places tries each of them twice, for each of them.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded.replace(/\s+/g, '')))
    throw samlUnreadable('The parameter SAMLResponse is not Base64.');
  const response = await readResponse(encoded);
  const assertion = await readSigned(expected.metadata, encoded);
  checkIssuer(assertion, expected.metadata);
  const until = checkTimes(assertion, expected);
  if (!assertion.audiences.includes(expected.audience)) {
    throw samlAudienceWrong(`It is for ${assertion.audiences.join(', ')}; it must be for ${expected.audience}.`);
  }
  checkAddresses(assertion, response, expected);
  checkRequest(assertion, response, expected);
  if (!federation.useOnce(assertion, { now: expected.now, until })) {
    throw samlReplayed(`The assertion ${assertion.id} was used before.`);
  }
  return assertion;
}

/** What a response says around its assertion: not signed where the assertion alone is. */
interface ResponseFrame {
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const frame = z.looseObject({
  Response: z.looseObject({
    $: z.looseObject({ Destination: z.string().optional(), InResponseTo: z.string().optional() }),
    Status: z.array(
      z.looseObject({ StatusCode: z.array(z.looseObject({ $: z.looseObject({ Value: z.string() }) })).length(1) }),
    ),
  }),
});

async function readResponse(encoded: string): Promise<ResponseFrame> {
  const parsed = frame.safeParse(await parse(Buffer.from(encoded, 'base64').toString('utf8')));
  if (!parsed.success) throw samlUnreadable('It is no SAML response with a status.');
  const { $, Status } = parsed.data.Response;
  const codes = Status.flatMap(({ StatusCode }) => StatusCode.map((code) => code.$.Value));
  if (codes.length !== 1 || codes[0] !== success) {
    throw samlUnreadable(`The identity provider answers with the status ${codes.join(', ')}.`);
  }
  return { destination: $.Destination, inResponseTo: $.InResponseTo };
}

async function parse(xml: string): Promise<unknown> {
  try {
    return await parseXml2JsFromString(xml);
  } catch {
    throw samlUnreadable('It is not XML.');
  }
}

async function readSigned({ certificates }: SamlMetadata, encoded: string): Promise<SamlAssertion> {
  try {
    return readAssertion(await signedAssertion(certificates, encoded));
  } catch (error) {
    if (!(error instanceof SamlFault)) throw error;
    throw error.code === 'bad-signature' ? samlSignatureInvalid(error.message) : samlUnreadable(error.message);
  }
}

function checkIssuer({ issuer }: SamlAssertion, { entityId }: SamlMetadata): void {
  if (issuer === entityId) return;
  throw samlIssuerWrong(`The issuer is ${issuer}, and the provider's metadata says ${entityId}.`);
}

/** The time after which nobody would take the assertion again. */
function checkTimes(assertion: SamlAssertion, { now, requestId }: SamlExpectation): number {
  const { issuedAt, notBefore = issuedAt, notOnOrAfter = Infinity, confirmationNotOnOrAfter } = assertion;
  const fresh = requestId === undefined ? issuedAt + unsolicitedMilliseconds : Infinity;
  const until = Math.min(notOnOrAfter, confirmationNotOnOrAfter, fresh) + skewMilliseconds;
  if (now >= until) throw samlExpired(`It was good until ${iso(until)}, the allowed difference of clocks included.`);
  const from = Math.max(notBefore, issuedAt) - skewMilliseconds;
  if (now < from) throw samlNotYetValid(`It is good from ${iso(from)}, the allowed difference of clocks included.`);
  return until;
}

const iso = (time: number): string => new Date(time).toISOString();

function checkAddresses(
  { recipient }: SamlAssertion,
  { destination }: ResponseFrame,
  { assertionConsumerUrl }: SamlExpectation,
): void {
  if (recipient !== assertionConsumerUrl) {
    throw samlRecipientWrong(`The recipient is ${recipient}; it must be ${assertionConsumerUrl}.`);
  }
  if (destination !== undefined && destination !== assertionConsumerUrl) {
    throw samlRecipientWrong(`The destination is ${destination}; it must be ${assertionConsumerUrl}.`);
  }
}

/** An answer to nobody's request must not say that it answers one (SAML 2.0 profiles, section 4.1.5). */
function checkRequest(assertion: SamlAssertion, response: ResponseFrame, { requestId }: SamlExpectation): void {
  const answered = [assertion.inResponseTo, response.inResponseTo];
  const fits =
    requestId === undefined
      ? answered.every((id) => id === undefined)
      : assertion.inResponseTo === requestId && (response.inResponseTo ?? requestId) === requestId;
  if (fits) return;
  throw samlRequestUnknown(
    `It answers ${answered.map((id) => id ?? 'nothing').join(' and ')}; it must answer ${requestId ?? 'nothing'}.`,
  );
}
