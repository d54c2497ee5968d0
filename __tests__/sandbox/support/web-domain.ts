import { createHash } from 'node:crypto';
import type { ClientOauth, IdentityProvider, UserPool, UserPoolClient } from '../../../blueprint/model/user-pools';
import { createDomains } from '../../../sandbox/domain/domain';
import { Federation } from '../../../sandbox/domain/federation/federation';
import { destinationOf } from '../../../sandbox/http/destination';
import { Browser, type Received, type Send, type Visit } from './browser';
import { request } from './signed-requests';
import { aClient, aPool, password, seededIds, startWorld, type UserPoolWorld } from './user-pool-fixture';

export const callback = 'https://app.example/callback';
export const signedOut = 'https://app.example/bye';
export const prefix = 'people';
export const awsHost = `${prefix}.auth.us-east-1.amazoncognito.com`;
export const localHost = `${prefix}.localhost:4500`;
export const origin = `https://${awsHost}`;

export const verifier = 'correct-horse-battery-staple-correct-horse-battery';
export const challenge = createHash('sha256').update(verifier).digest('base64url');

export function webOauth(changes: Partial<ClientOauth> = {}): ClientOauth {
  return {
    flows: new Set(['code']),
    scopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
    callbackUrls: [callback, 'myapp://signed-in'],
    logoutUrls: [signedOut],
    defaultRedirectUri: undefined,
    ...changes,
  };
}

export const webId = 'web1';

/** A client in a browser: no secret. */
export function aWebClient(changes: Partial<UserPoolClient> = {}): UserPoolClient {
  return aClient({ id: webId, name: 'web', oauth: webOauth(), ...changes });
}

/** A pool with a domain and browser clients. */
export function aWebPool(changes: Partial<UserPool> = {}, name = prefix): UserPool {
  return aPool({
    clients: [aWebClient()],
    domain: {
      stack: 'test',
      address: `aws_cognito_user_pool_domain.${name}`,
      prefix: name,
      host: `${name}.auth.us-east-1.amazoncognito.com`,
    },
    ...changes,
  });
}

/** An identity provider that nobody asks. */
export function aCompany(name: string): IdentityProvider {
  return {
    kind: 'SAML',
    stack: 'test',
    address: `aws_cognito_identity_provider.${name}`,
    name,
    attributeMapping: {},
    identifiers: ['company.example'],
    metadata: { kind: 'file', xml: '' },
    signsRequests: false,
    idpInitiated: false,
  };
}

export interface WebWorld extends UserPoolWorld {
  readonly send: Send;
  browser(): Browser;
  /** Posts a form to an endpoint of the domain, as a program does. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Received>;
  /** Exchanges a code. */
  exchange(code: string, form?: Readonly<Record<string, string>>): Promise<Received>;
}

/** User pools with their domains, reached by host name as over the wire, on a clock that stands still. */
export function startWeb(pools: readonly UserPool[] = [aWebPool()]): WebWorld {
  const world = startWorld(pools);
  const { clock } = world;
  const info = (event: string, fields: unknown): void => void world.log.push(`${event} ${JSON.stringify(fields)}`);
  const logger = { info, warn: info, error: info };
  const ids = seededIds('web');
  const domains = createDomains({ ...world.pools.services, ids, logger, federation: new Federation({ clock, ids }) });
  const send: Send = async ({ method, path, headers, body }) => {
    const wire = request({ method, url: path, headers, body });
    const destination = destinationOf(wire);
    if (destination.kind !== 'domain') throw new Error(`${wire.host}${path} is of ${destination.kind}`);
    const answer = await domains(wire, destination.as);
    return { status: answer.status, headers: answer.headers, body: String(answer.body), reason: answer.reason };
  };
  const hosts = pools.flatMap(({ domain }) => [domain?.host, `${domain?.prefix}.localhost:4500`]);
  const post: WebWorld['post'] = (path, form, headers = {}) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(form).toString();
    return send({ method: 'POST', path, headers: { host: awsHost, ...type, ...headers }, body });
  };
  return {
    ...world,
    send,
    browser: () => new Browser(send, (host) => hosts.includes(host)),
    post,
    exchange: (code, form = {}) =>
      post('/oauth2/token', {
        grant_type: 'authorization_code',
        client_id: webId,
        redirect_uri: callback,
        code_verifier: verifier,
        code,
        ...form,
      }),
  };
}

/** Parameters of an authorization; `undefined` leaves one out. */
export type Asked = Readonly<Record<string, string | undefined>>;

/** The address of an authorization with PKCE and state. */
export function authorizeUrl(changes: Asked = {}, at = origin, path = '/oauth2/authorize'): string {
  const asked = {
    client_id: webId,
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid email',
    state: 'state1',
    nonce: 'nonce1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${at}${path}?${new URLSearchParams(given).toString()}`;
}

/** Signs in on the page with the password, and expects nothing. */
export async function signInOnPage(browser: Browser, url = authorizeUrl(), name = 'anna@example.com'): Promise<Visit> {
  return browser.submit(await browser.go(url), { username: name, password });
}

/** Signs in a new browser, and expects a code. */
export async function codeOf(world: WebWorld, changes: Asked = {}, name?: string): Promise<string> {
  const visit = await signInOnPage(world.browser(), authorizeUrl(changes), name);
  const code = visit.query.get('code');
  expect([visit.status, code]).toEqual([302, expect.any(String)]);
  return code ?? '';
}

export const tokensOf = ({ status, body }: Received): Readonly<Record<string, unknown>> => {
  expect({ status, body }).toEqual({ status: 200, body: expect.any(String) });
  return JSON.parse(body) as Record<string, unknown>;
};
