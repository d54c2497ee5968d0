import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../settings';
import { faultsOf } from './support/faults-of';

const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const metadata = `<md:EntityDescriptor><md:IDPSSODescriptor>${'x'.repeat(1000)}</md:IDPSSODescriptor></md:EntityDescriptor>`;

function fileWith(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('every identity provider is read', () => {
  const { petStore } = loadSettings({
    AMBIGUOUS_ROLE: 'deny',
    DEVELOPER_LOGIN: 'off',
    LOGIN_WITH_AMAZON_APP_ID: 'amzn1.application.188a56d827a7d6555a8b67a5d',
    GOOGLE_CLIENT_ID: '123-abc.apps.googleusercontent.com',
    FACEBOOK_APP_ID: '7346241598935552',
    APPLE_SERVICES_ID: 'com.example.store',
    SAML_METADATA_FILE: fileWith('good.xml', metadata),
    OIDC_ISSUER: 'https://tenant.auth0.com/',
    OIDC_CLIENT_ID: 'store',
    OIDC_ADMIN_CLIENT_ID: 'back-office',
  });
  expect(petStore).toEqual({
    ambiguousRole: 'Deny',
    developerLogin: false,
    socialProviders: {
      'www.amazon.com': 'amzn1.application.188a56d827a7d6555a8b67a5d',
      'accounts.google.com': '123-abc.apps.googleusercontent.com',
      'graph.facebook.com': '7346241598935552',
      'appleid.apple.com': 'com.example.store',
    },
    samlMetadata: metadata,
    openIdConnect: { issuer: 'https://tenant.auth0.com/', clientId: 'store', adminClientId: 'back-office' },
  });
});

const application = 'up to 128 letters, digits and . _ ; / -';
const client = 'up to 255 letters, digits and . _ : / -; with OIDC_ISSUER';
const adminClient = `${client}; another one than OIDC_CLIENT_ID, or customers would be administrators`;
const issuer =
  'an https URL without port, query and fragment, as the tokens have it in iss; with OIDC_CLIENT_ID and OIDC_ADMIN_CLIENT_ID';
const file =
  'a readable file with the SAML 2.0 metadata of one identity provider: 1000 to 10000000 characters with EntityDescriptor and IDPSSODescriptor';

test.each([
  ['AMBIGUOUS_ROLE', 'allow', 'customer or deny'],
  ['DEVELOPER_LOGIN', 'yes', 'on or off'],
  ['LOGIN_WITH_AMAZON_APP_ID', 'a b', application],
  ['GOOGLE_CLIENT_ID', '${x}', application],
  ['FACEBOOK_APP_ID', '1'.repeat(129), application],
  ['APPLE_SERVICES_ID', 'a"b', application],
  ['SAML_METADATA_FILE', join(folder, 'absent.xml'), file],
  ['SAML_METADATA_FILE', fileWith('short.xml', metadata.replaceAll('x', '')), file],
  ['SAML_METADATA_FILE', fileWith('service.xml', metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor')), file],
])('%s="%s" is refused with what is allowed', (variable, value, allowed) => {
  expect(faultsOf({ [variable]: value })).toEqual([`${variable} is "${value}"; allowed: ${allowed}.`]);
});

const complete = { OIDC_ISSUER: 'https://tenant.auth0.com/', OIDC_CLIENT_ID: 'a', OIDC_ADMIN_CLIENT_ID: 'b' };

test.each([
  ['http://tenant.auth0.com/'],
  ['https://tenant.auth0.com:8443/'],
  ['https://tenant.auth0.com/?x=1'],
  ['https://tenant.auth0.com/#x'],
  ['https://user@tenant.auth0.com/'],
  ['tenant.auth0.com'],
  ['https://ten${x}ant.auth0.com'],
])('the issuer %s is refused', (OIDC_ISSUER) => {
  expect(faultsOf({ ...complete, OIDC_ISSUER })).toEqual([`OIDC_ISSUER is "${OIDC_ISSUER}"; allowed: ${issuer}.`]);
});

test.each([
  [['OIDC_ISSUER'], issuer],
  [['OIDC_CLIENT_ID'], client],
  [['OIDC_ADMIN_CLIENT_ID'], adminClient],
])('an issuer without %s is refused', (missing, allowed) => {
  const environment = Object.fromEntries(Object.entries(complete).filter(([name]) => !missing.includes(name)));
  expect(faultsOf(environment)).toEqual(missing.map((variable) => `${variable} is ""; allowed: ${allowed}.`));
});

test('one application for customers and administrators is refused: nothing would tell them apart', () => {
  expect(faultsOf({ ...complete, OIDC_ADMIN_CLIENT_ID: 'a' })).toEqual([
    `OIDC_ADMIN_CLIENT_ID is "a"; allowed: ${adminClient}.`,
  ]);
});
