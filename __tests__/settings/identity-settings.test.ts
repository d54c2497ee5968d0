import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../settings';
import { faultsOf } from './support/faults-of';

const folder = mkdtempSync(join(tmpdir(), 'company-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const metadata = `<md:EntityDescriptor><md:IDPSSODescriptor>${'x'.repeat(1000)}</md:IDPSSODescriptor></md:EntityDescriptor>`;
const metadataFile = join(folder, 'metadata.xml');
writeFileSync(metadataFile, metadata);
writeFileSync(join(folder, 'short.xml'), '<md:EntityDescriptor/>');

const identityOf = (environment: NodeJS.ProcessEnv) => loadSettings(environment).identity;

const saml = { COMPANY_SAML_METADATA_URL: 'https://idp.example.com/metadata' };
const oidc = { COMPANY_OIDC_ISSUER: 'https://id.example.com', COMPANY_OIDC_CLIENT_ID: 'teamfiles' };

test('everything is read', () => {
  expect(
    identityOf({
      ...oidc,
      STAGE: 'prod',
      MFA: 'required',
      SELF_SIGN_UP: 'on',
      CALLBACK_URLS: 'https://app.example.com/callback, http://127.0.0.1:8080/, https://app.example.com/callback',
      LOGOUT_URLS: 'https://app.example.com/',
      COMPANY_SAML_METADATA_FILE: metadataFile,
      COMPANY_GROUPS: 'engineering=writers, everybody here = readers',
      COMPANY_GROUPS_CLAIM: 'http://schemas.xmlsoap.org/claims/Group',
      COMPANY_EMAIL_CLAIM: 'mail',
      COMPANY_EMAIL_VERIFIED_CLAIM: 'mailVerified',
      LINK_FEDERATED_USERS: 'on',
    }),
  ).toEqual({
    mfa: 'required',
    selfSignUp: true,
    webApp: {
      callbackUrls: ['https://app.example.com/callback', 'http://127.0.0.1:8080/'],
      logoutUrls: ['https://app.example.com/'],
      federation: {
        saml: { metadata: { xml: metadata } },
        oidc: { issuer: 'https://id.example.com', clientId: 'teamfiles' },
        groups: { engineering: 'writers', 'everybody here': 'readers' },
        claims: { email: 'mail', emailVerified: 'mailVerified', groups: 'http://schemas.xmlsoap.org/claims/Group' },
        linkUsers: true,
      },
    },
  });
});

test('a provider alone gives nobody a right, and links nobody', () => {
  expect(identityOf(saml).webApp?.federation).toEqual({
    saml: { metadata: { url: 'https://idp.example.com/metadata' } },
    oidc: undefined,
    groups: {},
    claims: {},
    linkUsers: false,
  });
});

test('a page on this computer is assumed for every stage but production', () => {
  expect(identityOf({ STAGE: 'test' }).webApp?.callbackUrls).toEqual(['http://localhost:3000/callback']);
  expect(identityOf({ STAGE: 'prod' }).webApp).toBeUndefined();
  expect(identityOf({ STAGE: 'prod', CALLBACK_URLS: 'https://app.example.com/' }).webApp).toEqual({
    callbackUrls: ['https://app.example.com/'],
    logoutUrls: [],
    federation: undefined,
  });
});

test('names with commas and equals signs come as JSON', () => {
  const groups = { 'CN=Engineering,OU=Groups': 'writers' };
  expect(identityOf({ ...saml, COMPANY_GROUPS: JSON.stringify(groups) }).webApp?.federation?.groups).toEqual(groups);
});

const urls = 'up to 100 addresses separated by commas, https or for localhost and 127.0.0.1 http, without a fragment';
const callback = `${urls}; in stage prod needed with a COMPANY_ provider or LOGOUT_URLS`;
const claim =
  'the name of a claim or a SAML attribute: up to 256 letters, digits and _ : / . -; with a COMPANY_ provider';
const groups =
  'their-group=our-group, separated by commas, or the same as a JSON object, each of theirs once; with a COMPANY_ provider';
const file =
  'a readable file with the SAML 2.0 metadata of one identity provider: 1000 to 10000000 characters with EntityDescriptor and IDPSSODescriptor';

test.each([
  ['MFA', 'on', 'off, optional or required'],
  ['SELF_SIGN_UP', 'yes', 'on or off'],
  ...[
    'http://app.example.com/',
    'https://app.example.com/#x',
    'app.example.com',
    'https://user@app.example.com/',
    'https://app.example.com/ x',
    'https://${x}.example.com/',
    'myapp://callback',
    'javascript:alert(1)',
    'http://localhost.example.com/',
    'https://app.example.com/,',
    Array.from({ length: 101 }, (_, at) => `https://a.example/${at}`).join(','),
    `https://a.example/${'x'.repeat(1024)}`,
  ].map((value) => ['CALLBACK_URLS', value, callback]),
  ['LOGOUT_URLS', 'http://app.example.com/', urls],
])('%s="%s" is refused with what is allowed', (variable, value, allowed) => {
  expect(faultsOf({ [variable]: value })).toEqual([`${variable} is "${value}"; allowed: ${allowed}.`]);
});

test.each([
  ['COMPANY_SAML_METADATA_FILE', join(folder, 'short.xml'), file],
  ['COMPANY_SAML_METADATA_FILE', join(folder, 'absent.xml'), file],
  ['COMPANY_SAML_METADATA_URL', 'http://idp.example.com/', 'an https URL; without COMPANY_SAML_METADATA_FILE'],
])('%s="%s" is refused', (variable, value, allowed) => {
  expect(faultsOf({ [variable]: value })).toEqual([`${variable} is "${value}"; allowed: ${allowed}.`]);
});

test.each([
  ['COMPANY_GROUPS', 'engineering', groups],
  ['COMPANY_GROUPS', 'a=b=c', groups],
  ['COMPANY_GROUPS', 'a=b,a=c', groups],
  ['COMPANY_GROUPS', 'a=', groups],
  ['COMPANY_GROUPS', '=b', groups],
  ['COMPANY_GROUPS', '{"a":1}', groups],
  ['COMPANY_GROUPS', '{', groups],
  ['COMPANY_GROUPS_CLAIM', 'a b', claim],
  ['COMPANY_EMAIL_CLAIM', '${x}', claim],
])('with a provider, %s="%s" is refused', (variable, value, allowed) => {
  expect(faultsOf({ ...saml, [variable]: value })).toEqual([`${variable} is "${value}"; allowed: ${allowed}.`]);
});

test.each<readonly [NodeJS.ProcessEnv, readonly string[]]>([
  [{ ...saml, COMPANY_SAML_METADATA_FILE: metadataFile }, ['COMPANY_SAML_METADATA_URL']],
  [{ COMPANY_OIDC_ISSUER: 'https://id.example.com' }, ['COMPANY_OIDC_CLIENT_ID']],
  [{ COMPANY_OIDC_CLIENT_ID: 'teamfiles' }, ['COMPANY_OIDC_ISSUER']],
  [{ COMPANY_GROUPS: 'a=b' }, ['COMPANY_GROUPS']],
  [{ COMPANY_GROUPS_CLAIM: 'groups' }, ['COMPANY_GROUPS_CLAIM']],
  [{ COMPANY_EMAIL_CLAIM: 'mail' }, ['COMPANY_EMAIL_CLAIM']],
  [{ COMPANY_EMAIL_VERIFIED_CLAIM: 'verified' }, ['COMPANY_EMAIL_VERIFIED_CLAIM']],
  [{ LINK_FEDERATED_USERS: 'on' }, ['LINK_FEDERATED_USERS']],
  [{ ...saml, LINK_FEDERATED_USERS: 'on' }, ['LINK_FEDERATED_USERS']],
  [{ ...saml, LINK_FEDERATED_USERS: 'on', COMPANY_EMAIL_VERIFIED_CLAIM: 'verified' }, []],
  [{ ...oidc, LINK_FEDERATED_USERS: 'on' }, []],
  [{ ...saml, STAGE: 'prod' }, ['CALLBACK_URLS']],
  [{ LOGOUT_URLS: 'https://app.example.com/', STAGE: 'prod' }, ['CALLBACK_URLS']],
  [{ ...saml, ...oidc }, []],
])('%j lacks, or has too much: %j', (environment, variables) => {
  expect(faultsOf(environment).map((fault) => fault.split(' ')[0])).toEqual(variables);
});
