import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  application,
  browserClient,
  federatedPool,
  publicClient,
  samlProvider,
  startFederationWorld,
  type FederationWorld,
  type Page,
} from './support/federation-world';
import { createSamlIdp, receive } from './support/saml-idp';

const url = 'https://saml.example.com/metadata.xml';
const idp = createSamlIdp();
const renewed = createSamlIdp();

let served: { status: number; body: string };
let asked: number;
let at: string;
const server = createServer((_, response) => {
  asked += 1;
  response.writeHead(served.status, { connection: 'close' }).end(served.body);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = 0;
  served = { status: 200, body: idp.metadata };
});

const start = (xml?: string, stands: readonly (readonly [string, string])[] = []): FederationWorld =>
  startFederationWorld(
    federatedPool([samlProvider(xml ?? '', xml === undefined ? { metadata: { kind: 'url', url } } : {})], {
      clients: [browserClient({ identityProviders: ['Corporate'] })],
    }),
    { stands: new Map([[url, at], ...stands]) },
  );

async function signIn(world: FederationWorld, by = idp): Promise<Page> {
  const browser = world.browser();
  const request = receive(await browser.begin('Corporate'));
  const SAMLResponse = by.answer(request, { now: world.clock.now() });
  return browser.post('/saml2/idpresponse', { SAMLResponse, RelayState: request.relayState });
}

async function begin(world: FederationWorld): Promise<Page> {
  const query = { client_id: publicClient, response_type: 'code', redirect_uri: application };
  return world
    .browser()
    .get(`/oauth2/authorize?${new URLSearchParams({ ...query, identity_provider: 'Corporate' }).toString()}`);
}

test('metadata at a URL is fetched when it is first needed, and again after six hours', async () => {
  const world = start();
  expect(asked).toBe(0);
  expect((await signIn(world)).told['code']).toBeDefined();
  expect((await signIn(world)).told['code']).toBeDefined();
  expect(asked).toBe(1);
  served = { status: 200, body: renewed.metadata };
  world.clock.advance(6 * 3_600 - 1);
  expect((await signIn(world, renewed)).told['error_description']).toContain('signature is invalid');
  world.clock.advance(1);
  expect((await signIn(world)).told['error_description']).toContain('signature is invalid');
  expect((await signIn(world, renewed)).told['code']).toBeDefined();
  expect(asked).toBe(2);
});

test.each([
  ['it cannot be had', 500, idp.metadata, 'it is not XML'],
  ['it is none', 200, '<html></html>', 'no entityID'],
  [
    'it has no certificate',
    200,
    idp.metadata.replace('use="signing"', 'use="encryption"'),
    'no certificate for signing',
  ],
  ['its certificate is none', 200, idp.metadata.replace(/X509Certificate>[^<]{40}/, 'X509Certificate>'), 'is none'],
  [
    'it takes no requests by redirect',
    200,
    idp.metadata.replace('HTTP-Redirect', 'HTTP-Artifact'),
    'no SingleSignOnService that takes requests by redirect',
  ],
  [
    'it takes requests without https',
    200,
    idp.metadata.replaceAll('Location="https:', 'Location="http:'),
    'is not behind https',
  ],
] as const)('the application is told where %s, and nothing is kept', async (...[, status, body, reason]) => {
  const world = start();
  served = { status, body };
  const page = await begin(world);
  expect(page).toMatchObject({
    told: { error: 'server_error', error_description: 'The metadata of the identity provider could not be read.' },
    reason: expect.stringContaining(reason) as string,
  });
  expect(page.location.startsWith(application)).toBe(true);
  if (!reason.includes('SingleSignOn') && !reason.includes('https')) {
    served = { status: 200, body: idp.metadata };
    expect((await signIn(world)).told['code']).toBeDefined();
  }
});

test('what stands for a provider on this computer gets its requests', async () => {
  const world = start(idp.metadata, [[idp.entityId, 'http://127.0.0.1:9000']]);
  const page = await begin(world);
  expect(page.location).toMatch(/^http:\/\/127\.0\.0\.1:9000\/sso\?tenant=1&SAMLRequest=/);
});
