import type {
  IdentityProvider,
  OidcIdentityProvider,
  SamlIdentityProvider,
  UserPool,
  UserPoolClient,
} from '../../../../blueprint/model/user-pools';
import { createDomains } from '../../../../sandbox/domain/domain';
import { Federation } from '../../../../sandbox/domain/federation/federation';
import type { SandboxResponse } from '../../../../sandbox/http/message';
import { request } from '../../support/signed-requests';
import {
  aClient,
  aPool,
  seededIds,
  startWorld,
  type UserPoolWorld,
  type WorldFunctions,
} from '../../support/user-pool-fixture';

export const host = 'people.auth.us-east-1.amazoncognito.com';
export const domainUrl = `https://${host}`;
export const application = 'https://app.example.com/callback';
export const publicClient = 'browser1';

const named = (name: string) => ({
  stack: 'test',
  address: `aws_cognito_identity_provider.${name}`,
  name,
  identifiers: [],
});

export function samlProvider(xml: string, changes: Partial<SamlIdentityProvider> = {}): SamlIdentityProvider {
  return {
    ...named('Corporate'),
    kind: 'SAML',
    metadata: { kind: 'file', xml },
    attributeMapping: { email: 'mail', 'custom:groups': 'groups' },
    // Keys for it take their time to be made.
    signsRequests: false,
    idpInitiated: false,
    ...changes,
  };
}

export function openIdProvider(issuer: string, changes: Partial<OidcIdentityProvider> = {}): OidcIdentityProvider {
  return {
    ...named('Partner'),
    kind: 'OIDC',
    issuer,
    clientId: 'our-client',
    clientSecret: 'our secret',
    scopes: ['openid', 'email'],
    attributesRequestMethod: 'GET',
    endpoints: undefined,
    attributeMapping: { username: 'sub', email: 'email', email_verified: 'email_verified', 'custom:groups': 'groups' },
    ...changes,
  };
}

export const browserClient = (changes: Partial<UserPoolClient> = {}): UserPoolClient =>
  aClient({
    id: publicClient,
    oauth: {
      flows: new Set(['code']),
      scopes: ['openid', 'email', 'profile'],
      callbackUrls: [application],
      logoutUrls: [],
      defaultRedirectUri: undefined,
    },
    identityProviders: ['Corporate', 'Partner'],
    readAttributes: ['email', 'email_verified', 'custom:groups'],
    writeAttributes: ['email', 'custom:groups'],
    ...changes,
  });

const groups = { name: 'custom:groups', dataType: 'String', required: false, mutable: true, maximum: 2048 } as const;

/** A pool with a domain, whose people come from identity providers. */
export function federatedPool(providers: readonly IdentityProvider[], changes: Partial<UserPool> = {}): UserPool {
  return aPool({
    domain: { stack: 'test', address: 'aws_cognito_user_pool_domain.main', prefix: 'people', host },
    identityProviders: providers,
    schema: [groups],
    clients: [browserClient(), aClient()],
    ...changes,
  });
}

/** A browser: it keeps cookies, and follows no redirect by itself. */
export interface Browser {
  get(path: string): Promise<Page>;
  post(path: string, form: Readonly<Record<string, string>>): Promise<Page>;
  /** Asks for a sign-in at a provider; resolves to where the browser is sent. */
  begin(provider: string, more?: Readonly<Record<string, string>>): Promise<string>;
  /** Other than a browser's, they can be put back. */
  readonly cookies: Map<string, string>;
}

export interface Page {
  readonly status: number;
  /** Where the browser is sent; empty where it stays. */
  readonly location: string;
  readonly body: string;
  readonly reason: string;
  readonly setCookies: readonly string[];
  /** Of the location's query. */
  readonly told: Readonly<Record<string, string>>;
}

export interface FederationWorld extends UserPoolWorld {
  browser(): Browser;
  /** Exchanges the code of a page's location for tokens. */
  tokens(page: Page): Promise<Readonly<Record<string, string>>>;
}

export interface FederationWorldOptions {
  readonly stands?: ReadonlyMap<string, string>;
  readonly functions?: WorldFunctions;
  readonly pools?: readonly UserPool[];
}

/** Pools with domains, on a clock that stands still. */
export function startFederationWorld(
  pool: UserPool,
  { stands, functions, pools = [] }: FederationWorldOptions = {},
): FederationWorld {
  const world = startWorld([pool, ...pools], functions);
  const ids = seededIds('domain');
  const federation = new Federation({ clock: world.clock, ids, stands });
  const handle = createDomains({ ...world.pools.services, ids, federation });
  const ask = (wire: Parameters<typeof request>[0], to = host): Promise<SandboxResponse> =>
    handle(request(wire), { kind: 'aws-host', host: to });
  return {
    ...world,
    browser: () => newBrowser(ask),
    tokens: async (page) => {
      const form = {
        grant_type: 'authorization_code',
        client_id: publicClient,
        code: page.told['code'] ?? '',
        redirect_uri: application,
      };
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(form).toString();
      const answer = await ask({ method: 'POST', url: '/oauth2/token', headers, body });
      expect({ status: answer.status, reason: answer.reason }).toEqual({ status: 200, reason: undefined });
      return JSON.parse(String(answer.body)) as Record<string, string>;
    },
  };
}

function newBrowser(ask: (wire: Parameters<typeof request>[0]) => Promise<SandboxResponse>): Browser {
  const cookies = new Map<string, string>();
  const visit = async (wire: Parameters<typeof request>[0] & { readonly headers: Record<string, string> }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = cookie === '' ? wire.headers : { ...wire.headers, cookie };
    const page = pageOf(await ask({ ...wire, headers }));
    for (const set of page.setCookies) keep(cookies, set);
    return page;
  };
  const get = (url: string) => visit({ method: 'GET', url, headers: {} });
  return {
    cookies,
    get,
    post: (url, form) =>
      visit({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
    begin: async (identity_provider, more = {}) => {
      const asked = { client_id: publicClient, response_type: 'code', redirect_uri: application, state: 'of-the-app' };
      const query = new URLSearchParams({ ...asked, identity_provider, ...more });
      const page = await get(`/oauth2/authorize?${query.toString()}`);
      expect({ status: page.status, reason: page.reason }).toEqual({ status: 302, reason: '' });
      return page.location;
    },
  };
}

function pageOf({ status, headers, body, reason = '' }: SandboxResponse): Page {
  const location = String(headers['location'] ?? '');
  const set = headers['set-cookie'] ?? [];
  const told = location === '' ? {} : Object.fromEntries(new URL(location, domainUrl).searchParams);
  return { status, location, body: String(body), reason, setCookies: typeof set === 'string' ? [set] : set, told };
}

function keep(cookies: Map<string, string>, set: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
  if (/Max-Age=0(;|$)/.test(set)) cookies.delete(name);
  else cookies.set(name, value);
}
