import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Visit } from '../support/browser';
import { claimsOf } from '../support/user-pool-fixture';
import { startCompany, type Company } from './support/company';
import { receive } from './support/saml-idp';

let company: Company;
beforeAll(async () => void (company = await startCompany({ LINK_FEDERATED_USERS: 'on' })));
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

test('the sign-in page leads to both providers', async () => {
  const browser = company.browser();
  const page = await browser.go(company.loginUrl);
  expect((await browser.follow(page, 'Continue with CompanySAML')).url).toMatch(/^https:\/\/saml\.example\.com\/sso/);
  expect((await browser.follow(page, 'Continue with CompanyOIDC')).title).toBe('Partner');
});

describe('where identities are linked to users of the same address', () => {
  const directory = () => company.administrator;
  const localUser = async (email: string, verified: boolean): Promise<string> => {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: String(verified) },
    ];
    const named = { UserPoolId: company.team.userPoolId, Username: email };
    const made = await directory().send(
      new AdminCreateUserCommand({ ...named, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    await directory().send(new AdminSetUserPasswordCommand({ ...named, Password: 'Passw0rd!', Permanent: true }));
    await directory().send(new AdminAddUserToGroupCommand({ ...named, GroupName: 'admins' }));
    return made.User?.Username ?? '';
  };

  test('the first sign-in links and fails, as on AWS; the next one is the local user, with the local groups', async () => {
    const sub = await localUser('lina@example.com', true);
    const first = await byOpenId('lina');
    expect(first.query.get('error_description')).toBe('Already found an entry for username CompanyOIDC_lina');
    expect(first.query.get('code')).toBeNull();
    const { id_token: idToken = '', access_token: accessToken = '' } = await company.tokens(await byOpenId('lina'));
    expect(claimsOf(idToken)).toMatchObject({ sub, 'cognito:username': sub });
    expect(claimsOf(accessToken)['cognito:groups']).toEqual(['admins']);
  });

  test.each([
    ['the provider has not verified the address', 'eve', true],
    ['the pool has not verified the address', 'paul', false],
  ])('not where %s: somebody else’s account stays theirs', async (_, login, verified) => {
    const sub = await localUser(`${login}@example.com`, verified);
    const visit = await byOpenId(login);
    expect(await rights(visit)).toEqual([200, 403]);
    const users = await directory().send(
      new ListUsersCommand({ UserPoolId: company.team.userPoolId, Filter: `email = "${login}@example.com"` }),
    );
    expect(users.Users?.map(({ Username }) => Username)).toEqual([sub, `CompanyOIDC_${login}`]);
  });
});
