import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizedOutput } from '../../support/synthesized-output';
import { startOpenIdProvider } from '../../sandbox/support/open-id-provider';
import { createSamlProvider } from '../../sandbox/support/saml-provider';
import { startProof, type ProofWorld } from './support/proof-world';
import { prove } from './support/prove';

const issuers = [
  'https://tenant.auth0.com/',
  'https://accounts.google.com',
  'https://appleid.apple.com',
  'https://www.amazon.com',
  'https://www.facebook.com',
];
const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
let world: ProofWorld;

beforeAll(async () => {
  const saml = createSamlProvider();
  writeFileSync(join(folder, 'metadata.xml'), saml.metadata);
  const output = synthesizedOutput({
    SAML_METADATA_FILE: join(folder, 'metadata.xml'),
    OIDC_ISSUER: 'https://tenant.auth0.com/',
    OIDC_CLIENT_ID: 'web',
    OIDC_ADMIN_CLIENT_ID: 'admin',
    LOGIN_WITH_AMAZON_APP_ID: 'amazon-app',
    GOOGLE_CLIENT_ID: 'google-app',
    FACEBOOK_APP_ID: 'facebook-app',
    APPLE_SERVICES_ID: 'apple-app',
  });
  output.keepOnly('pet-store');
  const openId = await Promise.all(issuers.map(async (issuer) => [issuer, await startOpenIdProvider(issuer)] as const));
  world = await startProof(output, { openId: new Map(openId), saml });
});

afterAll(async () => {
  await world.stop();
  await Promise.all([...world.outside.openId.values()].map((provider) => provider.stop()));
  rmSync(folder, { recursive: true });
});

/** Whoever brings a SAML response that names a role which is not there. */
const misnamed = { self: { namedRole: 'arn:aws:iam::123456789012:role/of-no-stack' } };

test('people of social, OpenID Connect and SAML providers are answered as the matrix says', async () => {
  const { agreed, disagreements, notToBeHad } = await prove(world, [{}, misnamed]);
  expect({ disagreements, notToBeHad }).toEqual({ disagreements: [], notToBeHad: {} });
  expect(agreed).toBe(world.matrix.principals.length * world.matrix.targets.length);
});
