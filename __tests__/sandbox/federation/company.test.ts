import type { Browser, Visit } from '../support/browser';
import { claimsOf } from '../support/user-pool-fixture';
import { startCompany, type Company } from './support/company';
import { receive } from './support/saml-idp';

let company: Company;
beforeAll(async () => void (company = await startCompany()));
afterAll(() => company.stop());

/** Signs in at the company's OpenID provider. */
async function byOpenId(login: string, browser: Browser = company.browser()): Promise<Visit> {
  return browser.submit(await company.begin(browser, 'CompanyOIDC'), { login });
}

/** The company's SAML provider lets the browser bring its answer. */
async function bySaml(subject: string, groups: readonly string[], browser = company.browser()): Promise<Visit> {
  const asked = receive((await company.begin(browser, 'CompanySAML')).url);
  const attributes = { email: [`${subject}@example.com`], groups };
  const SAMLResponse = company.saml.answer(asked, { now: Date.now(), subject, attributes });
  return browser.post(asked.assertionConsumerUrl, { SAMLResponse, RelayState: asked.relayState });
}

async function rights(visit: Visit): Promise<readonly number[]> {
  const { access_token: token = '' } = await company.tokens(visit);
  return Promise.all(['GET', 'POST'].map((method) => company.files(method, token)));
}

const ways = [
  ['an OpenID provider', byOpenId],
  [
    'a SAML provider',
    (login: string) =>
      bySaml(login, { rita: ['everybody'], walt: ['everybody', 'engineering'], gast: [] }[login] ?? []),
  ],
] as const;

describe.each(ways)('the API lets in whom %s names in a group', (_, signIn) => {
  it.each([
    ['rita', [200, 403]],
    ['walt', [200, 200]],
    ['gast', [403, 403]],
  ] as const)('%s', async (login, expected) => {
    const visit = await signIn(login);
    expect({ error: visit.query.get('error_description'), state: visit.query.get('state') }).toEqual({
      error: null,
      state: 'of-the-app',
    });
    expect(await rights(visit)).toEqual(expected);
  });
});

test('who leaves a group has its rights no more after the next sign-in', async () => {
  expect(await rights(await bySaml('mover', ['engineering']))).toEqual([200, 200]);
  expect(await rights(await bySaml('mover', ['everybody']))).toEqual([200, 403]);
  expect(await rights(await bySaml('mover', []))).toEqual([403, 403]);
});

test('a group that the company calls as this API calls its own gives nothing', async () => {
  expect(await rights(await bySaml('climber', ['admins', 'writers']))).toEqual([403, 403]);
  expect(await rights(await bySaml('liar', ['x, engineering']))).toEqual([403, 403]);
  expect(await rights(await bySaml('listed', ['x, engineering', 'y']))).toEqual([403, 403]);
});

test('tokens tell where somebody comes from', async () => {
  const { id_token: idToken = '', access_token: accessToken = '' } = await company.tokens(await byOpenId('walt'));
  expect(claimsOf(idToken)).toMatchObject({
    'cognito:username': 'CompanyOIDC_walt',
    email: 'walt@example.com',
    email_verified: true,
    identities: [{ userId: 'walt', providerName: 'CompanyOIDC', providerType: 'OIDC' }],
  });
  expect(claimsOf(accessToken)).toMatchObject({
    username: 'CompanyOIDC_walt',
    'cognito:groups': expect.arrayContaining(['readers', 'writers']) as string[],
  });
});

test('whom the provider does not let in comes back with its word', async () => {
  const visit = await byOpenId('nobody');
  expect(visit.url.startsWith('https://app.example.com/callback?')).toBe(true);
  expect(visit.query.get('error_description')).toBe('User is not assigned.; error=access_denied');
  expect(visit.query.get('code')).toBeNull();
});

test('a browser that has signed in needs not do so again, but for another provider', async () => {
  const browser = company.browser();
  await byOpenId('rita', browser);
  expect((await company.begin(browser, 'CompanyOIDC')).query.get('code')).toEqual(expect.any(String));
  expect((await company.begin(browser, 'CompanySAML')).url).toMatch(/^https:\/\/saml\.example\.com\/sso/);
});

test('the sign-in page offers both providers', async () => {
  const browser = company.browser();
  const visit = await browser.go(
    (await company.begin(browser, 'CompanySAML')).redirects[0]?.startsWith('https://saml')
      ? `${company.domainUrl}/login?${loginQuery()}`
      : '',
  );
  const buttons = visit.document.querySelectorAll('button, a').map(({ text }) => text.trim());
  expect(buttons.filter((text) => /Company(SAML|OIDC)/.test(text))).toHaveLength(2);
});

function loginQuery(): string {
  const { team, sandbox } = company;
  const client = sandbox.blueprint.userPools
    .find(({ id }) => id === team.userPoolId)
    ?.clients.find(({ oauth }) => oauth?.flows.has('code'));
  return new URLSearchParams({
    client_id: client?.id ?? '',
    response_type: 'code',
    redirect_uri: 'https://app.example.com/callback',
  }).toString();
}
