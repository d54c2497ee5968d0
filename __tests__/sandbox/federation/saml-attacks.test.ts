import { SignedXml } from 'xml-crypto';
import { SamlFault } from '../../../sandbox/saml/errors';
import { signedAssertion } from '../../../sandbox/saml/signed-assertion';
import { readSamlMetadata } from '../../../sandbox/saml/metadata';
import { browserClient, federatedPool, samlProvider, startFederationWorld } from './support/federation-world';
import { createSamlIdp, receive, type AnswerOptions } from './support/saml-idp';

const idp = createSamlIdp();
const pool = federatedPool([samlProvider(idp.metadata)], {
  clients: [browserClient({ identityProviders: ['Corporate'] })],
});
const certificate = /<ds:X509Certificate>([^<]*)</.exec(idp.metadata)?.[1] ?? '';

/** What the browser is told, and who is in the pool afterwards. */
async function signIn(change: Partial<AnswerOptions>) {
  const world = startFederationWorld(pool);
  const browser = world.browser();
  const asked = receive(await browser.begin('Corporate'));
  const SAMLResponse = idp.answer(asked, { now: world.clock.now(), ...change });
  const { status, told } = await browser.post('/saml2/idpresponse', { SAMLResponse, RelayState: asked.relayState });
  const users = world.pools.directory.runtimes.flatMap((runtime) => runtime.users.all());
  return { status, code: told['code'], error: told['error_description'], users: users.map(({ username }) => username) };
}

const doctype = (content: string) => (xml: string) => `<!DOCTYPE r [${content}]>${xml.replace(/>ann</, '>&who;<')}`;
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');

/** The signed assertion as it is, and another that says it is the same. */
function twin(xml: string, order: 'before' | 'after', id?: string): string {
  const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const bare = assertion.replace(/<Signature.*<\/Signature>/s, '').replace('>ann<', '>boss<');
  const forged = id === undefined ? bare : bare.replace(/ ID="[^"]*"/, ` ID="${id}"`);
  return xml.replace(assertion, order === 'before' ? forged + assertion : assertion + forged);
}

/** As if the certificate, which everybody knows, were a secret key. */
function signedByCertificate(xml: string): string {
  const signature = new SignedXml({
    privateKey: `-----BEGIN CERTIFICATE-----\n${(certificate.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
    signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signature.enableHMAC();
  const xpath = "//*[local-name(.)='Assertion']";
  const transforms = [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ];
  signature.addReference({ xpath, transforms, digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256' });
  signature.computeSignature(xml, { location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' } });
  return signature.getSignedXml();
}

const moved = (xml: string): string => {
  const [signature = ''] = /<Signature.*<\/Signature>/s.exec(xml) ?? [];
  return xml.replace(signature, '').replace('<samlp:Status>', `${signature}<samlp:Status>`);
};

describe('nobody is signed in by an answer', () => {
  it.each<readonly [what: string, change: Partial<AnswerOptions>]>([
    ['with an entity of a file', { tamper: doctype('<!ENTITY who SYSTEM "file:///etc/passwd">') }],
    ['with an entity of its own', { tamper: doctype('<!ENTITY who "boss">') }],
    ['with entities that grow', { tamper: doctype(`<!ENTITY l0 "boss">${laughs}<!ENTITY who "&l9;">`) }],
    ['with a document type, unchanged otherwise', { tamper: (xml) => `<!DOCTYPE r [<!ENTITY x "y">]>${xml}` }],
    ['with a forged assertion of the same ID before the signed one', { tamper: (xml) => twin(xml, 'before') }],
    ['with a forged assertion of the same ID after it', { tamper: (xml) => twin(xml, 'after') }],
    ['with a forged assertion of another ID after it', { tamper: (xml) => twin(xml, 'after', '_forged') }],
    [
      'that a certificate signs as if it were a key',
      { signed: 'nothing', subject: 'boss', tamper: signedByCertificate },
    ],
    [
      'whose algorithm was changed to that',
      { tamper: (xml) => xml.replace(/xmldsig-more#rsa-sha256/, 'xmldsig#hmac-sha1') },
    ],
    [
      'whose digest was changed to that of a comment',
      { tamper: (xml) => xml.replace(/<DigestValue>/, '<DigestValue><!--AAAA-->').replace('>ann<', '>boss<') },
    ],
    [
      'with a transform that leaves the assertion out',
      {
        tamper: (xml) =>
          xml
            .replace(
              '<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
              '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>self::x</XPath></Transform>',
            )
            .replace('>ann<', '>boss<'),
      },
    ],
    ['whose reference names nothing', { tamper: (xml) => xml.replace(/<Reference URI="[^"]*"/, '<Reference URI=""') }],
    [
      'with two things signed, one of them forged',
      { tamper: (xml) => xml.replace(/(<Reference .*<\/Reference>)/s, '$1$1').replace('>ann<', '>boss<') },
    ],
    [
      'with the assertion encrypted to nobody',
      { tamper: (xml) => xml.replace(/saml:Assertion/g, 'saml:EncryptedAssertion') },
    ],
    ['nested deeper than anything', { tamper: () => '<a>'.repeat(20_000) }],
    ['nested deeper than anything, and closed', { tamper: () => '<a>'.repeat(9_000) + '</a>'.repeat(9_000) }],
    ['with a name of two parts', { edit: (xml) => xml.replace('>ann<', '>ann</saml:NameID><saml:NameID>boss<') }],
  ])('%s', async (_, change) => {
    expect(await signIn(change)).toEqual({
      status: 302,
      code: undefined,
      error: expect.stringMatching(/^Invalid SAML response received: /) as string,
      users: [],
    });
  });
});

describe('somebody is signed in as whom the signature says', () => {
  it.each<readonly [what: string, change: Partial<AnswerOptions>]>([
    [
      'with a comment put into the name afterwards',
      { tamper: (xml) => xml.replace('>ann.boss<', '>ann<!-- x -->.boss<') },
    ],
    ['with a comment at the end of the name', { tamper: (xml) => xml.replace('>ann.boss<', '>ann.boss<!----><') }],
    ['with the name in CDATA', { tamper: (xml) => xml.replace('>ann.boss<', '><![CDATA[ann.boss]]><') }],
    ['with the signature moved beside the assertion', { tamper: moved }],
  ])('%s, or refused', async (_, change) => {
    const { code, users } = await signIn({ subject: 'ann.boss', ...change });
    expect(users).toEqual(code === undefined ? [] : ['Corporate_ann.boss']);
  });
});

test.each(['', 'bm90IHhtbA==', Buffer.from('<a/>').toString('base64'), '%%%%'])(
  'what is no response raises a fault, and nothing else: %j',
  async (encoded) => {
    await expect(signedAssertion([certificate], encoded)).rejects.toBeInstanceOf(SamlFault);
  },
);

test.each(['', '<a/>', '<a>'.repeat(20_000), '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'])(
  'what is no metadata raises a fault, and nothing else: %.20s',
  async (xml) => {
    await expect(readSamlMetadata(xml)).rejects.toBeInstanceOf(SamlFault);
  },
);
