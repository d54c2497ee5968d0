import { shown } from '../../user-pools/errors';
import { FederationRefusal } from '../../user-pools/federation/errors';

// SAML

/** The beginning is AWS's, and where it is known, the rest; see the log for what exactly is wrong. */
const samlRefusal =
  (text: string) =>
  (reason: string): FederationRefusal =>
    new FederationRefusal('server_error', `Invalid SAML response received: ${text} `, reason);

export const samlTooLong = samlRefusal('SAML response is too long.');
export const samlUnreadable = samlRefusal('SAML response could not be parsed.');
export const samlSignatureInvalid = samlRefusal('SAML Assertion signature is invalid.');
export const samlIssuerWrong = samlRefusal('SAML Assertion issuer is not the identity provider.');
export const samlAudienceWrong = samlRefusal('Audience restriction is not met.');
export const samlExpired = samlRefusal('SAML Assertion has expired.');
export const samlNotYetValid = samlRefusal('SAML Assertion is not yet valid.');
export const samlRecipientWrong = samlRefusal('SAML Assertion is for another recipient.');
export const samlRequestUnknown = samlRefusal('SAML Assertion does not answer the request.');
export const samlReplayed = samlRefusal('SAML Assertion was used before.');
export const samlAttributesRefused = (refusal: FederationRefusal): FederationRefusal =>
  new FederationRefusal(
    'server_error',
    `Invalid SAML response received: ${refusal.description}`,
    `${refusal.code}: ${refusal.reason}`,
  );
export const samlMetadataUnusable = (reason: string): FederationRefusal =>
  new FederationRefusal('server_error', 'The metadata of the identity provider could not be read.', reason);

// OpenID Connect

const openId = (description: string, reason?: string): FederationRefusal =>
  new FederationRefusal('invalid_request', description, reason);

export const providerDeclined = (error: string, description: string | undefined): FederationRefusal =>
  openId(shown(description === undefined ? error : `${description}; error=${error}`));
export const answerOfAnother = (issuer: string, expected: string): FederationRefusal =>
  openId(
    'Exception processing authorization code',
    `The answer is of the issuer ${issuer}; it must be of ${expected}.`,
  );
export const codeNotExchanged = (reason: string): FederationRefusal =>
  openId('Exception processing authorization code', reason);
export const idTokenRefused = (reason: string): FederationRefusal => openId('Bad id_token', reason);
export const idTokenIssuerWrong = (reason: string): FederationRefusal => openId('Bad id_token issuer', reason);
export const userInfoRefused = (reason: string): FederationRefusal => openId('Bad userInfo response', reason);
export const discoveryFailed = (reason: string): FederationRefusal =>
  new FederationRefusal('server_error', 'Unable to contact well-known endpoint', reason);
