import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { selfSigned, sign } from '../../support/saml-provider';

/** What a provider makes of a request that a browser brought. */
export interface ReceivedRequest {
  readonly xml: string;
  readonly id: string;
  readonly issuer: string;
  readonly assertionConsumerUrl: string;
  readonly relayState: string;
  /** As it was signed: the query up to the signature. */
  readonly signedQuery: string;
  readonly signature: string | undefined;
}

/** How an answer differs from a good one. */
export interface AnswerOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly subject?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly audience?: string;
  readonly recipient?: string;
  readonly destination?: string | null;
  readonly issuer?: string;
  readonly inResponseTo?: string | null;
  readonly responseInResponseTo?: string | null;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly issuedAt?: number;
  readonly assertionId?: string;
  readonly status?: string;
  readonly signed?: 'assertion' | 'response' | 'nothing';
  readonly showsCertificate?: boolean;
  /** Changes the XML before it is signed. */
  readonly edit?: (xml: string) => string;
  /** Changes the XML after it was signed, as an attacker would. */
  readonly tamper?: (xml: string) => string;
}

/** A SAML identity provider with a key of its own. */
export interface SamlIdp {
  readonly entityId: string;
  readonly metadata: string;
  /** A response in Base64. */
  answer(request: ReceivedRequest, options: AnswerOptions): string;
}

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** Makes keys and a certificate; `entityId` may be that of another provider. */
export function createSamlIdp(entityId = 'https://saml.example.com/metadata'): SamlIdp {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = selfSigned(privateKey, publicKey);
  return {
    entityId,
    metadata: metadataOf(entityId, certificate),
    answer: (request, options) => {
      const { signed = 'assertion', edit = same, tamper = same, showsCertificate = false } = options;
      const xml = edit(responseXml(entityId, request, options));
      const key = { privateKey, certificate: showsCertificate ? certificate : undefined };
      const final = signed === 'nothing' ? xml : sign(xml, signed === 'assertion' ? 'Assertion' : 'Response', key);
      return Buffer.from(tamper(final)).toString('base64');
    },
  };
}

const same = (xml: string): string => xml;

/** Reads the URL to which a browser was sent. */
export function receive(location: string): ReceivedRequest {
  const url = new URL(location);
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  const attribute = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(xml)?.[1] ?? '';
  return {
    xml,
    id: attribute('ID'),
    issuer: /<saml2:Issuer[^>]*>([^<]*)</.exec(xml)?.[1] ?? '',
    assertionConsumerUrl: attribute('AssertionConsumerServiceURL'),
    relayState: url.searchParams.get('RelayState') ?? '',
    signedQuery: /SAMLRequest=.*?(?=&Signature=|$)/.exec(url.search)?.[0] ?? '',
    signature: url.searchParams.get('Signature') ?? undefined,
  };
}

const metadataOf = (entityId: string, certificate: string): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://saml.example.com/post"/>
    <md:SingleSignOnService Binding="${redirect}" Location="https://saml.example.com/sso?tenant=1"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

const optional = (name: string, value: string | null): string => (value === null ? '' : ` ${name}="${value}"`);

function responseXml(entityId: string, request: ReceivedRequest, options: AnswerOptions): string {
  const { now, subject = 'ann', issuer = entityId, issuedAt = now, status = 'Success' } = options;
  const { recipient = request.assertionConsumerUrl, audience = request.issuer } = options;
  const { destination = recipient, inResponseTo = request.id, responseInResponseTo = inResponseTo } = options;
  const at = (time: number): string => new Date(time).toISOString();
  const until = at(options.notOnOrAfter ?? now + 240_000);
  const { assertionId = `_${randomBytes(8).toString('hex')}` } = options;
  const attributes = Object.entries(options.attributes ?? { mail: ['ann@example.com'] }).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${randomBytes(8).toString('hex')}" Version="2.0"`,
    ` IssueInstant="${at(now)}"${optional('Destination', destination)}${optional('InResponseTo', responseInResponseTo)}>`,
    `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer>`,
    `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>`,
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${assertionId}" Version="2.0" IssueInstant="${at(issuedAt)}">`,
    `<saml:Issuer>${issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData Recipient="${recipient}" NotOnOrAfter="${until}"${optional('InResponseTo', inResponseTo)}/>`,
    '</saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions NotBefore="${at(options.notBefore ?? now)}" NotOnOrAfter="${until}">`,
    `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${at(now)}"><saml:AuthnContext/></saml:AuthnStatement>`,
    attributes.length === 0 ? '' : `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`,
    '</saml:Assertion></samlp:Response>',
  ].join('');
}
