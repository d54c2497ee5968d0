import type { SamlIdentityProvider, UserPoolClient } from '../../../blueprint/model/user-pools';
import {
  application,
  browserClient,
  domainUrl,
  federatedPool,
  publicClient,
  samlProvider,
  startFederationWorld,
  type FederationWorld,
  type Page,
} from './support/federation-world';
import { createSamlIdp, type AnswerOptions } from './support/saml-idp';

const idp = createSamlIdp();
const path = '/saml2/idpresponse';

function start(
  provider: Partial<SamlIdentityProvider> = {},
  client: Partial<UserPoolClient> = { identityProviders: ['Corporate'] },
): FederationWorld {
  const providers = [samlProvider(idp.metadata, { idpInitiated: true, ...provider })];
  return startFederationWorld(federatedPool(providers, { clients: [browserClient(client)] }));
}

interface Change {
  readonly answer?: Partial<AnswerOptions>;
  readonly relayState?: Readonly<Record<string, string>>;
}

/** The provider sends somebody who has asked for nothing here. */
async function arrive(world: FederationWorld, { answer = {}, relayState = {} }: Change = {}): Promise<Page> {
  const nobody = {
    xml: '',
    id: '',
    issuer: 'urn:amazon:cognito:sp:us-east-1_AbCdEf123',
    assertionConsumerUrl: `${domainUrl}${path}`,
    relayState: '',
    signedQuery: '',
    signature: undefined,
  };
  const SAMLResponse = idp.answer(nobody, { now: world.clock.now(), inResponseTo: null, ...answer });
  const asked = {
    identity_provider: 'Corporate',
    client_id: publicClient,
    redirect_uri: application,
    response_type: 'code',
    scope: 'openid',
    ...relayState,
  };
  return world.browser().post(path, { SAMLResponse, RelayState: new URLSearchParams(asked).toString() });
}

const errorPage = { status: 302, location: '/error?error=invalid_request' };

test('a provider that may begin by itself signs people in', async () => {
  const world = start();
  const page = await arrive(world);
  expect(page.location.startsWith(`${application}?code=`)).toBe(true);
  expect((await world.tokens(page))['access_token']).toEqual(expect.any(String));
});

test.each([
  [
    'the provider may not begin by itself',
    () => start({ idpInitiated: false }),
    {},
    'may not begin a sign-in by itself',
  ],
  [
    'the app client has another way to sign in',
    () => start({}, { identityProviders: ['Corporate', 'COGNITO'] }),
    {},
    'The app client has COGNITO, too',
  ],
] as const)('not where %s', async (...[, world, change, reason]) => {
  expect(await arrive(world(), change)).toMatchObject({
    ...errorPage,
    reason: expect.stringContaining(reason) as string,
  });
});

test.each([
  ['redirect_uri', 'https://evil.example.com', 'redirect_mismatch'],
  ['client_id', 'nobody', 'invalid_request'],
])('no browser is sent anywhere for a strange %s', async (name, value, error) => {
  const page = await arrive(start(), { relayState: { [name]: value } });
  expect(page.location).toBe(`/error?error=${error}`);
});

test.each([
  ['it says that it answers a request', { inResponseTo: '_x' }, 'SAML Assertion does not answer the request.'],
  ['its response says so', { responseInResponseTo: '_x' }, 'SAML Assertion does not answer the request.'],
  ['it is for another pool', { audience: 'urn:amazon:cognito:sp:other' }, 'Audience restriction is not met.'],
] as const)('not where %s', async (_, answer, told) => {
  const page = await arrive(start(), { answer });
  expect(page.told['error_description']).toBe(`Invalid SAML response received: ${told} `);
});

test('not after six minutes, however long the provider says that it is good', async () => {
  const world = start();
  const now = world.clock.now();
  const long = { notOnOrAfter: now + 3_600_000, notBefore: now - 3_600_000 };
  expect((await arrive(world, { answer: { ...long, issuedAt: now - 419_000 } })).told['code']).toBeDefined();
  expect((await arrive(world, { answer: { ...long, issuedAt: now - 420_000 } })).told['error_description']).toBe(
    'Invalid SAML response received: SAML Assertion has expired. ',
  );
});

test('not twice with one assertion', async () => {
  const world = start();
  const answer = { assertionId: '_once' };
  expect((await arrive(world, { answer })).told['code']).toBeDefined();
  expect((await arrive(world, { answer })).told['error_description']).toBe(
    'Invalid SAML response received: SAML Assertion was used before. ',
  );
});
