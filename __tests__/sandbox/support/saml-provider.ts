import { createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

/** A SAML identity provider with a key of its own. */
export interface TestSamlProvider {
  readonly entityId: string;
  readonly metadata: string;
  readonly certificate: string;
  /** A response in Base64, signed as told. */
  respond(assertion: AssertionOptions): string;
}

export interface AssertionOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `<role ARN>,<provider ARN>`; without any the attribute is not there. */
  readonly roles: readonly string[];
  readonly subject?: string;
  readonly sessionName?: string | null;
  readonly audience?: string;
  readonly recipient?: string;
  readonly issuer?: string;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly sessionNotOnOrAfter?: number;
  readonly signed?: 'assertion' | 'response' | 'nothing';
  /** Puts the signer's certificate into the signature, for whoever believes it. */
  readonly showsCertificate?: boolean;
  /** Changes the XML before it is signed. */
  readonly edit?: (xml: string) => string;
  /** Changes the XML after it was signed, as an attacker would. */
  readonly tamper?: (xml: string) => string;
}

export const audience = 'urn:amazon:webservices';
export const recipient = 'https://signin.aws.amazon.com/saml';

/** Makes keys and a certificate; `entityId` may be that of another provider. */
export function createSamlProvider(entityId = 'https://idp.example.com/metadata'): TestSamlProvider {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = selfSigned(privateKey, publicKey);
  return {
    entityId,
    certificate,
    metadata: metadataOf(entityId, certificate),
    respond: (options) => {
      const { signed = 'assertion', edit = same, tamper = same } = options;
      const xml = edit(responseXml(entityId, options));
      const key = { privateKey, certificate: options.showsCertificate === true ? certificate : undefined };
      const final = signed === 'nothing' ? xml : sign(xml, signed === 'assertion' ? 'Assertion' : 'Response', key);
      return Buffer.from(tamper(final)).toString('base64');
    },
  };
}

const same = (xml: string): string => xml;

const metadataOf = (entityId: string, certificate: string): string =>
  `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

function responseXml(entityId: string, options: AssertionOptions): string {
  const { now, subject = 'ann', sessionName = 'ann@example.com', issuer = entityId } = options;
  const id = () => `_${randomBytes(8).toString('hex')}`;
  const at = (time: number): string => new Date(time).toISOString();
  const until = at(options.notOnOrAfter ?? now + 240_000);
  const attribute = (name: string, values: readonly string[]): string =>
    `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">${values
      .map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
      .join('')}</saml:Attribute>`;
  const session =
    options.sessionNotOnOrAfter === undefined ? '' : ` SessionNotOnOrAfter="${at(options.sessionNotOnOrAfter)}"`;
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id()}" Version="2.0" IssueInstant="${at(now)}" Destination="${recipient}">`,
    `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer>`,
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id()}" Version="2.0" IssueInstant="${at(now)}">`,
    `<saml:Issuer>${issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData Recipient="${options.recipient ?? recipient}" NotOnOrAfter="${until}"/>`,
    '</saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions NotBefore="${at(options.notBefore ?? now)}" NotOnOrAfter="${until}">`,
    `<saml:AudienceRestriction><saml:Audience>${options.audience ?? audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${at(now)}"${session}><saml:AuthnContext/></saml:AuthnStatement>`,
    `<saml:AttributeStatement>${options.roles.length === 0 ? '' : attribute('Role', options.roles)}`,
    `${sessionName === null ? '' : attribute('RoleSessionName', [sessionName])}</saml:AttributeStatement>`,
    '</saml:Assertion></samlp:Response>',
  ].join('');
}

/** With what an element is signed. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly certificate: string | undefined;
}

/** Signs one element of a response. */
export function sign(xml: string, element: 'Assertion' | 'Response', { privateKey, certificate }: SigningKey): string {
  const target = `//*[local-name(.)='${element}']`;
  const signature = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ...(certificate === undefined
      ? {}
      : { publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n` }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signature.addReference({
    xpath: target,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  });
  signature.computeSignature(xml, {
    location: { reference: `${target}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signature.getSignedXml();
}

/** A certificate that holds nothing but a name and a key, in Base64 of DER. */
export function selfSigned(privateKey: KeyObject, publicKey: KeyObject): string {
  const sha256WithRsa = sequence(Buffer.from('06092a864886f70d01010b', 'hex'), Buffer.from('0500', 'hex'));
  const commonName = der(0x0c, Buffer.from('idp'));
  const name = sequence(der(0x31, sequence(Buffer.from('0603550403', 'hex'), commonName)));
  const time = (text: string): Buffer => der(0x17, Buffer.from(text));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(time('200101000000Z'), time('400101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const bits = der(0x03, Buffer.concat([Buffer.from([0]), signature]));
  return sequence(body, sha256WithRsa, bits).toString('base64');
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
