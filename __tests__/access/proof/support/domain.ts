import { createHash } from 'node:crypto';
import type { UserPool, UserPoolClient } from '../../../../blueprint/model/user-pools';
import { Browser, type Visit } from '../../../sandbox/support/browser';
import { sendTo } from '../../../sandbox/support/carried-host';
import type { ProofWorld } from './proof-world';

const verifier = 'correct-horse-battery-staple-correct-horse-battery';

/** A client's sign-in page, as a browser sees it. */
export interface SignInPage {
  readonly browser: Browser;
  readonly visit: Visit;
}

/** Opens the sign-in page of a client, or of a provider of its pool, for all scopes of the client. */
export async function openSignIn(
  { sandbox }: ProofWorld,
  { pool, client, provider }: { readonly pool: UserPool; readonly client: UserPoolClient; readonly provider?: string },
): Promise<SignInPage> {
  const host = hostOf(pool);
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: callbackOf(client),
    scope: client.oauth?.scopes.join(' ') ?? '',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(provider === undefined ? {} : { identity_provider: provider }),
  });
  const browser = new Browser(
    sendTo(() => sandbox.url),
    (to) => to === host,
  );
  return { browser, visit: await browser.go(`https://${host}/oauth2/authorize?${query.toString()}`) };
}

/** Tokens for the code that a visit ended with. */
export async function tokensFor(
  { sandbox }: ProofWorld,
  { pool, client, visit }: { readonly pool: UserPool; readonly client: UserPoolClient; readonly visit: Visit },
): Promise<{ readonly id: string | undefined; readonly access: string }> {
  const code = visit.query.get('code');
  if (code === null) throw new TypeError(`no code: ${visit.url} ${visit.title} ${visit.reason ?? ''}`);
  const redirect_uri = callbackOf(client);
  const form = { grant_type: 'authorization_code', client_id: client.id, redirect_uri, code, code_verifier: verifier };
  const headers = { host: hostOf(pool), 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  const answer = await sendTo(() => sandbox.url)({ method: 'POST', path: '/oauth2/token', headers, body });
  const tokens = JSON.parse(answer.body) as { readonly id_token?: string; readonly access_token?: string };
  if (tokens.access_token === undefined) throw new TypeError(`no access token: ${answer.body}`);
  return { id: tokens.id_token, access: tokens.access_token };
}

function hostOf({ domain, name }: UserPool): string {
  if (domain === undefined) throw new TypeError(`${name} has no domain`);
  return domain.host;
}

function callbackOf({ oauth, name }: UserPoolClient): string {
  const [callback] = oauth?.callbackUrls ?? [];
  if (callback === undefined) throw new TypeError(`${name} has no page to come back to`);
  return callback;
}
