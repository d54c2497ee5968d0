import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { startSandbox, type RunningSandbox } from '../../../../sandbox/main';
import { outputOf } from '../../../../tour/description';
import { frameworkTarget } from '../../../../tour/framework';
import { synthesizedOutput } from '../../../support/synthesized-output';
import { Browser, type Send, type Visit } from '../../support/browser';
import { createSamlIdp, type SamlIdp } from './saml-idp';
import { companyClient, startOidcProvider } from './start-oidc-provider';

const issuer = 'https://id.example.com';
const callback = 'https://app.example.com/callback';
const verifier = 'correct-horse-battery-staple-correct-horse-battery';

/** People at the company's OpenID provider. */
const accounts = {
  rita: { email: 'rita@example.com', email_verified: true, groups: ['everybody'] },
  walt: { email: 'walt@example.com', email_verified: true, groups: ['everybody', 'engineering'] },
  gast: { email: 'gast@example.com', email_verified: true, groups: [] },
  lina: { email: 'lina@example.com', email_verified: true, groups: ['engineering'] },
  paul: { email: 'paul@example.com', email_verified: true, groups: ['everybody'] },
  eve: { email: 'eve@example.com', email_verified: false, groups: ['everybody'] },
};

/** The stack of document 4's second use case, with both of the company's providers. */
export interface Company {
  readonly sandbox: RunningSandbox;
  readonly saml: SamlIdp;
  readonly log: readonly string[];
  readonly domainUrl: string;
  readonly team: ReturnType<typeof frameworkTarget>['authorization'];
  readonly loginUrl: string;
  readonly administrator: CognitoIdentityProviderClient;
  browser(): Browser;
  /** Asks for a sign-in; the visit ends at the provider. */
  begin(browser: Browser, provider: 'CompanySAML' | 'CompanyOIDC'): Promise<Visit>;
  /** The tokens for the code that a visit ended with. */
  tokens(visit: Visit): Promise<Readonly<Record<string, string>>>;
  /** What the API answers to a method. */
  files(method: string, token: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts both providers, synthesizes the stack with them, and serves it. */
export async function startCompany(environment: Readonly<Record<string, string>> = {}): Promise<Company> {
  const saml = createSamlIdp('https://saml.example.com/metadata');
  const folder = mkdtempSync(join(tmpdir(), 'company-'));
  writeFileSync(join(folder, 'metadata.xml'), saml.metadata);
  const output = synthesizedOutput({
    CALLBACK_URLS: callback,
    COMPANY_SAML_METADATA_FILE: join(folder, 'metadata.xml'),
    COMPANY_OIDC_ISSUER: issuer,
    COMPANY_OIDC_CLIENT_ID: companyClient.id,
    COMPANY_GROUPS: 'engineering=writers,everybody=readers',
    ...environment,
  });
  output.keepOnly('api-authentication', 'api-authorization');
  const host = 'teamfiles-dev-123456789012.auth.us-east-1.amazoncognito.com';
  const oidc = await startOidcProvider({ issuer, redirectUri: `https://${host}/oauth2/idpresponse`, accounts });
  const log: string[] = [];
  const sandbox = await startSandbox({
    outputFolder: output.folder,
    port: '0',
    write: (line) => log.push(line),
    variables: { company_oidc_client_secret: companyClient.secret },
    issuers: new Map([[issuer, `http://127.0.0.1:${oidc.port}`]]),
  });
  const team = frameworkTarget(sandbox.describe()).authorization;
  const clientId = outputOf(sandbox.describe(), 'api-authorization', 'browser_client_id');
  const administrator = new CognitoIdentityProviderClient({ ...team, credentials: team.developer });
  const send = sender(host, sandbox.port);
  return {
    sandbox,
    saml,
    log,
    team,
    domainUrl: `https://${host}`,
    administrator,
    loginUrl: authorizeUrl(host, clientId),
    browser: () => new Browser(send, (to) => to === host || to === `127.0.0.1:${oidc.port}`),
    begin: (browser, provider) => browser.go(authorizeUrl(host, clientId, provider)),
    tokens: (visit) => exchange(send, { host, clientId, code: visit.query.get('code') ?? '' }),
    files: async (method, token) =>
      (await fetch(team.filesUrl, { method, headers: { authorization: `Bearer ${token}` } })).status,
    stop: async () => {
      administrator.destroy();
      oidc.stop();
      await sandbox.stop();
      output.remove();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Without a provider, people choose on the sign-in page. */
function authorizeUrl(host: string, clientId: string, provider?: string): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid email profile',
    state: 'of-the-app',
    ...(provider === undefined ? {} : { identity_provider: provider }),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `https://${host}/oauth2/authorize?${query.toString()}`;
}

async function exchange(
  send: Send,
  { host, clientId, code }: { readonly host: string; readonly clientId: string; readonly code: string },
): Promise<Readonly<Record<string, string>>> {
  const form = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: callback, code };
  const body = new URLSearchParams({ ...form, code_verifier: verifier }).toString();
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send({ method: 'POST', path: '/oauth2/token', headers, body });
  expect({ status: answer.status, reason: answer.reason }).toEqual({ status: 200, reason: undefined });
  return JSON.parse(answer.body) as Record<string, string>;
}

/** Brings requests for the domain to the sandbox, as a name server of this computer would, and all others home. */
function sender(host: string, sandboxPort: number): Send {
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const to = headers['host'] ?? '';
      const port = to === host ? sandboxPort : Number(to.split(':')[1]);
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const { statusCode = 0, headers: received } = incoming;
          // A provider answers its forms with 303; browsers go on with GET either way.
          const status = statusCode === 303 ? 302 : statusCode;
          const known = Object.entries(received).filter((pair): pair is [string, string | string[]] => !!pair[1]);
          const reason = received['x-sandbox-reason'];
          resolve({
            status,
            headers: Object.fromEntries(known),
            body: Buffer.concat(chunks).toString(),
            reason: typeof reason === 'string' ? reason : undefined,
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
}
