import { verify, X509Certificate } from 'node:crypto';
import { claimsOf } from '../support/user-pool-fixture';
import {
  application,
  browserClient,
  domainUrl,
  federatedPool,
  host,
  samlProvider,
  startFederationWorld,
  type Browser,
  type FederationWorld,
  type Page,
} from './support/federation-world';
import { createSamlIdp, receive, type AnswerOptions, type ReceivedRequest } from './support/saml-idp';

const idp = createSamlIdp();
const attacker = createSamlIdp();
const other = createSamlIdp('https://other.example.com/metadata');
const provider = samlProvider(idp.metadata);
const providers = [provider, samlProvider(other.metadata, { name: 'Other', signsRequests: true })];
const clients = [browserClient({ identityProviders: ['Corporate', 'Other'] })];
const elsewhere = federatedPool(providers, {
  id: 'us-east-1_Elsewhere1',
  clients: [],
  domain: { stack: 'test', address: 'aws_cognito_user_pool_domain.b', prefix: 'other', host: `other-${host}` },
});

let world: FederationWorld;
let browser: Browser;
beforeEach(() => {
  world = startFederationWorld(federatedPool(providers, { clients }), { pools: [elsewhere] });
  browser = world.browser();
});

const path = '/saml2/idpresponse';

type Change = Partial<AnswerOptions> & {
  readonly by?: typeof idp;
  readonly relayState?: string;
  readonly with?: Browser;
};

async function answer(asked: ReceivedRequest, { by = idp, relayState, with: who = browser, ...change }: Change = {}) {
  const SAMLResponse = by.answer(asked, { now: world.clock.now(), ...change });
  return who.post(path, { SAMLResponse, RelayState: relayState ?? asked.relayState });
}

async function signIn(change: Change = {}): Promise<Page> {
  return answer(receive(await (change.with ?? browser).begin('Corporate')), change);
}

describe('a browser is sent to the provider', () => {
  it('with a request that names the pool, where to answer, and itself', async () => {
    const location = await browser.begin('Corporate');
    const asked = receive(location);
    expect(location).toMatch(/^https:\/\/saml\.example\.com\/sso\?tenant=1&SAMLRequest=/);
    expect(asked).toMatchObject({
      issuer: 'urn:amazon:cognito:sp:us-east-1_AbCdEf123',
      assertionConsumerUrl: `${domainUrl}${path}`,
      id: expect.stringMatching(/^_[0-9a-f-]{36}$/) as string,
    });
    expect(asked.xml).toContain('Destination="https://saml.example.com/sso?tenant=1"');
    expect(asked.xml).toContain(`IssueInstant="${new Date(world.clock.now()).toISOString()}"`);
  });

  it('which is signed by the key of the certificate that the pool gives out, where the provider wants it', async () => {
    const asked = receive(await browser.begin('Other'));
    const { Certificate } = await world.ok('GetSigningCertificate', { UserPoolId: 'us-east-1_AbCdEf123' });
    const { publicKey, subject } = new X509Certificate(Buffer.from(String(Certificate), 'base64'));
    const check = (query: string) =>
      verify('sha256', Buffer.from(query), publicKey, Buffer.from(asked.signature ?? '', 'base64'));
    expect(subject).toBe('CN=us-east-1_AbCdEf123');
    expect(asked.signedQuery).toContain('SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256');
    expect([check(asked.signedQuery), check(`${asked.signedQuery}x`)]).toEqual([true, false]);
  });

  it('unsigned where it does not', async () => {
    expect(receive(await browser.begin('Corporate')).signature).toBeUndefined();
  });

  it('with a cookie that pages cannot read and that comes along when the provider posts', async () => {
    await browser.begin('Corporate');
    expect([...browser.cookies.keys()]).toEqual([expect.stringMatching(/^__Host-csrf-state-/)]);
    const page = await browser.get(
      `/oauth2/authorize?client_id=browser1&response_type=code&redirect_uri=${encodeURIComponent(application)}&identity_provider=Other`,
    );
    expect(page.setCookies).toEqual([
      expect.stringMatching(/^__Host-[^;]+; Path=\/; Max-Age=300; HttpOnly; SameSite=None; Secure$/),
    ]);
  });
});

describe('who comes back with an assertion is signed in', () => {
  it.each(['assertion', 'response'] as const)('signed is the %s', async (signed) => {
    const page = await signIn({ signed, attributes: { mail: ['ann@example.com'], groups: ['staff', 'a, admins'] } });
    expect(page).toMatchObject({ status: 302, told: { state: 'of-the-app', code: expect.any(String) as string } });
    expect(page.location.startsWith(`${application}?`)).toBe(true);
    const { id_token: idToken = '' } = await world.tokens(page);
    expect(claimsOf(idToken)).toMatchObject({
      'cognito:username': 'Corporate_ann',
      'cognito:groups': ['us-east-1_AbCdEf123_Corporate'],
      email: 'ann@example.com',
      email_verified: false,
      'custom:groups': '[staff, a%2C+admins]',
      identities: [
        {
          userId: 'ann',
          providerName: 'Corporate',
          providerType: 'SAML',
          issuer: idp.entityId,
          primary: 'true',
          dateCreated: String(world.clock.now()),
        },
      ],
    });
  });

  it('and the cookie of the sign-in ends; that of the session begins', async () => {
    await signIn();
    expect([...browser.cookies.keys()]).toEqual(['__Host-cognito']);
  });

  it('in two tabs of one browser at once', async () => {
    const [first, second] = [receive(await browser.begin('Corporate')), receive(await browser.begin('Corporate'))];
    const codes = [(await answer(second)).told['code'], (await answer(first)).told['code']];
    expect(codes).toEqual([expect.any(String), expect.any(String)]);
  });

  it('with a comment in the name, as the whole name', async () => {
    const page = await signIn({ subject: 'ann<!-- x -->.attacker' });
    const { id_token: idToken = '' } = await world.tokens(page);
    expect(claimsOf(idToken)['cognito:username']).toBe('Corporate_ann.attacker');
  });

  it('with clocks that are a minute apart', async () => {
    const now = world.clock.now();
    expect((await signIn({ issuedAt: now + 59_000, notBefore: now + 59_000 })).told['code']).toBeDefined();
    expect((await signIn({ with: world.browser(), notOnOrAfter: now - 59_000 })).told['code']).toBeDefined();
  });
});

const prefix = 'Invalid SAML response received: ';
const evil = (xml: string): string => xml.replace(/>ann</g, '>boss<');

/** The attacker's own assertion, with the signed one hidden where nobody looks. */
function wrapped(xml: string, where: 'before' | 'inside'): string {
  const [assertion = ''] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const forged = evil(assertion)
    .replace(/<(ds:)?Signature.*<\/(ds:)?Signature>/s, '')
    .replace(/ ID="[^"]*"/, ' ID="_forged"');
  if (where === 'before') return xml.replace(assertion, `${forged}${assertion}`);
  return xml.replace(
    assertion,
    forged.replace('</saml:Assertion>', `<saml:Advice>${assertion}</saml:Advice></saml:Assertion>`),
  );
}

describe('nobody is signed in, and the application is told, where', () => {
  const signature = `${prefix}SAML Assertion signature is invalid. `;
  const now = Date.UTC(2026, 10, 7, 2, 3, 4);
  const cases: readonly (readonly [string, Change, string])[] = [
    ['nothing is signed', { signed: 'nothing' }, signature],
    ['another key signed', { by: attacker }, signature],
    ['another key signed and shows its certificate', { by: attacker, showsCertificate: true }, signature],
    ['the assertion was changed after it was signed', { tamper: evil }, signature],
    ['the response was changed after it was signed', { signed: 'response', tamper: evil }, signature],
    ['the signed assertion follows a forged one', { tamper: (xml) => wrapped(xml, 'before') }, signature],
    ['the signed assertion is inside a forged one', { tamper: (xml) => wrapped(xml, 'inside') }, signature],
    ['another provider of the pool answers', { by: other }, signature],
    [
      'the issuer is another',
      { issuer: other.entityId },
      `${prefix}SAML Assertion issuer is not the identity provider. `,
    ],
    [
      'it is for another pool',
      { audience: 'urn:amazon:cognito:sp:us-east-1_Elsewhere1' },
      `${prefix}Audience restriction is not met. `,
    ],
    [
      'it was sent to another recipient',
      { recipient: 'https://evil.example.com/saml2/idpresponse', destination: `${domainUrl}/saml2/idpresponse` },
      `${prefix}SAML Assertion is for another recipient. `,
    ],
    [
      'the response has another destination',
      { destination: 'https://evil.example.com/saml2/idpresponse' },
      `${prefix}SAML Assertion is for another recipient. `,
    ],
    ['it has expired', { notOnOrAfter: now - 60_000 }, `${prefix}SAML Assertion has expired. `],
    ['it is not yet valid', { notBefore: now + 60_001 }, `${prefix}SAML Assertion is not yet valid. `],
    ['it was issued in the future', { issuedAt: now + 60_001 }, `${prefix}SAML Assertion is not yet valid. `],
    ['it answers another request', { inResponseTo: '_other' }, `${prefix}SAML Assertion does not answer the request. `],
    ['it answers no request', { inResponseTo: null }, `${prefix}SAML Assertion does not answer the request. `],
    [
      'the response answers another request',
      { responseInResponseTo: '_other' },
      `${prefix}SAML Assertion does not answer the request. `,
    ],
    ['the status is not Success', { status: 'Responder' }, `${prefix}SAML response could not be parsed. `],
    [
      'there is no subject confirmation',
      { edit: (xml) => xml.replace(/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/, '') },
      `${prefix}SAML response could not be parsed. `,
    ],
    [
      'there is no audience',
      { edit: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') },
      `${prefix}SAML response could not be parsed. `,
    ],
    [
      'the assertion has a time of another form',
      { edit: (xml) => xml.replace(/NotBefore="[^"]*"/, 'NotBefore="2026-11-07 02:03"') },
      `${prefix}SAML response could not be parsed. `,
    ],
    [
      'the subject is too long',
      { subject: 'a'.repeat(128) },
      'Invalid ProviderName/Username combination. Please check again',
    ],
    ['the subject has a space', { subject: 'ann b' }, 'Invalid ProviderName/Username combination. Please check again'],
    [
      'an attribute has another form than the pool takes',
      { attributes: { mail: ['not an address'] } },
      `${prefix}Invalid user attributes: email: Invalid email address format.`,
    ],
    [
      'an attribute is too long',
      { attributes: { groups: ['x'.repeat(2_049)] } },
      `${prefix}Invalid user attributes: custom:groups: Value must be at most 2048 characters.`,
    ],
  ];

  it.each(cases)('%s', async (_, change, description) => {
    const page = await signIn(change);
    expect(page).toMatchObject({ status: 302, told: { state: 'of-the-app', error_description: description } });
    expect(page.told['code']).toBeUndefined();
    expect(page.location.startsWith(`${application}?`)).toBe(true);
    expect(page.reason).not.toBe('');
    expect(world.pools.directory.runtimes.flatMap(({ users }) => users.all())).toEqual([]);
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it('the same assertion comes again, even for a new request of the same id', async () => {
    const asked = receive(await browser.begin('Corporate'));
    const assertionId = '_the-same';
    expect((await answer(asked, { assertionId })).told['code']).toBeDefined();
    const page = await signIn({ assertionId, with: world.browser() });
    expect(page.told['error_description']).toBe(`${prefix}SAML Assertion was used before. `);
  });

  it('the answer is longer than 100,000 characters', async () => {
    const asked = receive(await browser.begin('Corporate'));
    const page = await browser.post(path, { SAMLResponse: 'A'.repeat(100_001), RelayState: asked.relayState });
    expect(page.told['error_description']).toBe(`${prefix}SAML response is too long. `);
  });

  it('the answer is not Base64, or not XML', async () => {
    for (const SAMLResponse of ['<Response/>', Buffer.from('no xml').toString('base64')]) {
      const { relayState: RelayState } = receive(await browser.begin('Corporate'));
      const page = await browser.post(path, { SAMLResponse, RelayState });
      expect(page.told['error_description']).toBe(`${prefix}SAML response could not be parsed. `);
    }
  });
});

describe('nobody is sent to the application where', () => {
  const errorPage = { status: 302, location: '/error?error=invalid_request' };
  const users = () => world.pools.directory.runtimes.flatMap((runtime) => runtime.users.all());

  it.each([
    ['the relay state is made up', 'A'.repeat(64)],
    ['the relay state is empty', ''],
  ])('%s', async (_, relayState) => {
    expect(await signIn({ relayState })).toMatchObject(errorPage);
    expect(users()).toEqual([]);
  });

  it('another browser brings the answer; the one that began can go on', async () => {
    const asked = receive(await browser.begin('Corporate'));
    const stranger = world.browser();
    await stranger.begin('Corporate');
    expect(await answer(asked, { with: stranger })).toMatchObject({
      ...errorPage,
      reason: expect.stringContaining('another browser') as string,
    });
    expect(users()).toEqual([]);
    expect((await answer(asked)).told['code']).toBeDefined();
  });

  it('an answer comes twice', async () => {
    const asked = receive(await browser.begin('Corporate'));
    await answer(asked);
    expect(await answer(asked)).toMatchObject(errorPage);
  });

  it('an answer comes twice, and the browser has kept its cookie', async () => {
    const asked = receive(await browser.begin('Corporate'));
    const [[name, value] = ['', '']] = browser.cookies;
    await answer(asked, { by: attacker });
    browser.cookies.set(name, value);
    expect(await answer(asked)).toMatchObject({ ...errorPage, reason: 'invalid_request: The state is unknown.' });
  });

  it('an answer failed before: its state is used up', async () => {
    const asked = receive(await browser.begin('Corporate'));
    await answer(asked, { by: attacker });
    expect(await answer(asked)).toMatchObject(errorPage);
  });

  it('five minutes have passed', async () => {
    const asked = receive(await browser.begin('Corporate'));
    world.clock.advance(300);
    expect(await answer(asked)).toMatchObject(errorPage);
  });

  it('the answer comes to the endpoint of OpenID providers', async () => {
    const { relayState } = receive(await browser.begin('Corporate'));
    const query = new URLSearchParams({ state: relayState, code: 'x' });
    expect(await browser.get(`/oauth2/idpresponse?${query.toString()}`)).toMatchObject(errorPage);
  });

  it('it is not posted as a form, once each', async () => {
    expect(await browser.get(path)).toMatchObject({ status: 405 });
    expect(await browser.post(path, { SAMLResponse: 'AAAA' })).toMatchObject(errorPage);
    expect(await browser.post(path, { RelayState: 'AAAA' })).toMatchObject(errorPage);
  });
});
