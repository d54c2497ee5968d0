import * as client from 'openid-client';
import { startSandbox, type RunningSandbox } from '../../../sandbox/main';
import { synthesizedOutput, type SynthesizedOutput, type TerraformJson } from '../../support/synthesized-output';
import { Browser } from '../support/browser';
import { carriedFetch, sendTo } from '../support/carried-host';
import { checkPage } from '../support/page-check';

const callback = 'https://app.example/callback';
const signedOut = 'https://app.example/bye';
const person = { username: 'jane@example.com', password: 'Passw0rd!' };

let output: SynthesizedOutput;
let sandbox: RunningSandbox;

/** A client in a browser and one on a server, of people who make their own accounts. */
function forPeople({ resource }: TerraformJson): void {
  const pools = resource['aws_cognito_user_pool'] ?? {};
  const [pool] = Object.keys(pools);
  Object.assign(pools[pool ?? ''] ?? {}, {
    username_attributes: ['email'],
    auto_verified_attributes: ['email'],
    admin_create_user_config: { allow_admin_create_user_only: false },
  });
  const web = {
    user_pool_id: `\${aws_cognito_user_pool.${pool}.id}`,
    allowed_oauth_flows_user_pool_client: true,
    allowed_oauth_flows: ['code'],
    allowed_oauth_scopes: ['openid', 'email', 'premium_api/read'],
    supported_identity_providers: ['COGNITO'],
    callback_urls: [callback],
    logout_urls: [signedOut],
    prevent_user_existence_errors: 'ENABLED',
  };
  Object.assign(resource['aws_cognito_user_pool_client'] ?? {}, {
    web: { ...web, name: 'web' },
    server: { ...web, name: 'server', generate_secret: true },
  });
}

beforeAll(async () => {
  output = synthesizedOutput();
  output.keepOnly('cognito-identity-provider');
  output.edit('cognito-identity-provider', forPeople);
  sandbox = await startSandbox({ outputFolder: output.folder, port: '0', write: () => undefined });
});

afterAll(async () => {
  await sandbox.stop();
  output.remove();
});

/** What the stacks' own description says of the pool. */
function described() {
  const [pool] = Object.values(sandbox.describe().stacks).flatMap(({ userPools }) => userPools);
  if (pool?.domain === undefined) throw new Error('The pool has no domain.');
  const named = (name: string) => pool.clients.find((candidate) => candidate.name === name);
  return { issuer: pool.issuer, domain: pool.domain, web: named('web'), server: named('server') };
}

const send = sendTo(() => sandbox.url);

const configuration = (id = '', secret?: string): Promise<client.Configuration> =>
  client.discovery(new URL(described().issuer), id, secret, secret === undefined ? client.None() : undefined, {
    [client.customFetch]: carriedFetch(send),
  });

/** Makes an account on the pages, and confirms it with the code of `/_sandbox/codes`. */
async function makeAccount(browser: Browser, url: string): Promise<void> {
  const signUp = await browser.follow(await browser.go(url), 'Create an account');
  const confirm = await browser.submit(signUp, { username: person.username, newPassword: person.password });
  const mails = (await (await fetch(`${sandbox.url}/_sandbox/codes`)).json()) as { content: string }[];
  const login = await browser.submit(confirm, { code: mails.at(-1)?.content ?? '' });
  checkPage(login);
  expect(login.title).toBe('Sign in');
}

test('a certified client signs a person in: account, code, PKCE, nonce, tokens, userInfo, refresh, revocation, sign-out', async () => {
  const { domain, web } = described();
  const config = await configuration(web?.id);
  const verifier = client.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email premium_api/read',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
  });
  expect(url.host).toBe(domain.host);
  const browser = new Browser(send, (host) => host === domain.host);
  await makeAccount(browser, url.href);
  const back = await browser.submit(await browser.go(url.href), person);

  const tokens = await client.authorizationCodeGrant(config, new URL(back.url), checks);
  expect(tokens.claims()).toMatchObject({ email: person.username, email_verified: true, aud: web?.id });
  expect(tokens.claims()?.['at_hash']).toEqual(expect.any(String));
  const sub = tokens.claims()?.sub ?? '';
  expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toEqual({
    sub,
    username: sub,
    email: person.username,
    email_verified: 'true',
  });
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  expect(refreshed.claims()?.sub).toBe(sub);
  await client.tokenRevocation(config, tokens.refresh_token ?? '');
  await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  await expect(client.fetchUserInfo(config, refreshed.access_token, sub)).rejects.toMatchObject({ status: 401 });

  expect((await browser.go(url.href)).query.has('code')).toBe(true);
  const out = client.buildEndSessionUrl(config, { client_id: web?.id ?? '', logout_uri: signedOut });
  expect((await browser.go(out.href)).url).toBe(signedOut);
  expect((await browser.go(url.href)).title).toBe('Sign in');
});

test('a server with a secret does the same, and a forged state or nonce is found out by the client', async () => {
  const { domain, server } = described();
  const config = await configuration(server?.id, server?.secret);
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', state, nonce });
  const codeUrl = async (): Promise<URL> => {
    const browser = new Browser(send, (host) => host === domain.host);
    return new URL((await browser.submit(await browser.go(url.href), person)).url);
  };
  const tokens = await client.authorizationCodeGrant(config, await codeUrl(), {
    expectedState: state,
    expectedNonce: nonce,
  });
  expect(tokens.claims()?.aud).toBe(server?.id);
  await expect(
    client.authorizationCodeGrant(config, await codeUrl(), { expectedState: 'forged', expectedNonce: nonce }),
  ).rejects.toMatchObject({ cause: { message: 'unexpected "state" response parameter value' } });
  await expect(
    client.authorizationCodeGrant(config, await codeUrl(), { expectedState: state, expectedNonce: 'forged' }),
  ).rejects.toMatchObject({ cause: { message: 'unexpected ID Token "nonce" claim value' } });
});

test('a browser on this computer finds the same pages by the prefix, and no others', async () => {
  const { domain, web } = described();
  const local = new URL(domain.browserUrl);
  expect([local.protocol, local.port]).toEqual(['http:', String(sandbox.port)]);
  expect(local.hostname).toBe(`${domain.host.split('.')[0]}.localhost`);
  const query = { client_id: web?.id ?? '', redirect_uri: callback, response_type: 'code' };
  const browser = new Browser(send, (host) => host === local.host);
  const page = await browser.go(`${local.origin}/oauth2/authorize?${new URLSearchParams(query).toString()}`);
  expect([page.title, new URL(page.url).origin]).toEqual(['Sign in', local.origin]);
  expect((await browser.submit(page, person)).query.has('code')).toBe(true);
  for (const host of ['nobody.localhost', `x.${local.host}`, `${local.host}.example`, 'localhost.example']) {
    const answer = await send({ method: 'GET', path: '/login', headers: { host }, body: '' });
    expect([host, answer.status]).toEqual([host, 421]);
  }
});
