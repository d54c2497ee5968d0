import { z } from 'zod';
import { UnreachableIssuerError } from './errors';

/** What an issuer says about itself (OpenID Connect Discovery, section 3). URLs as they can be reached from here. */
export interface OpenIdConfiguration {
  readonly jwksUri: string;
  readonly authorizeUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly userInfoUrl: string | undefined;
}

const patienceMilliseconds = 5_000;

const discovery = z.object({
  issuer: z.string(),
  jwks_uri: z.string(),
  authorization_endpoint: z.string().optional(),
  token_endpoint: z.string().optional(),
  userinfo_endpoint: z.string().optional(),
});

/**
 * Asks an issuer for its discovery document. Rejects with `UnreachableIssuerError`, or with what is wrong with it.
 *
 * @param servedAt Another place than the issuer's own, of a provider that stands for it.
 */
export async function discover(issuer: string, servedAt: string | undefined): Promise<OpenIdConfiguration> {
  const base = (servedAt ?? issuer).replace(/\/+$/, '');
  const document = discovery.parse(await fetchJson(`${base}/.well-known/openid-configuration`));
  if (document.issuer !== issuer) throw new UnreachableIssuerError(`The discovery document is of ${document.issuer}.`);
  const reach = (url: string | undefined): string | undefined =>
    url === undefined ? undefined : reachable(url, servedAt);
  return {
    jwksUri: reachable(document.jwks_uri, servedAt),
    authorizeUrl: reach(document.authorization_endpoint),
    tokenUrl: reach(document.token_endpoint),
    userInfoUrl: reach(document.userinfo_endpoint),
  };
}

/** A URL of an issuer as it can be reached: behind https, or all at the place of what stands for the issuer. */
export function reachable(text: string, servedAt: string | undefined): string {
  const url = new URL(text);
  if (servedAt !== undefined) return new URL(url.pathname + url.search, servedAt).href;
  if (url.protocol !== 'https:') throw new UnreachableIssuerError(`${url.origin} is not behind https.`);
  return url.href;
}

/** A body that is no JSON rejects; one of another status than 200 is left out. */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMilliseconds) });
  return answer.ok ? answer.json() : { status: answer.status };
}
