import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Clock } from '../system/services';

/** What keys are looked up with. */
export interface IssuerKeysProps {
  readonly clock: Clock;
  /** Issuer to the URL at which it is served, for an issuer that is stood for by a provider on this computer. */
  readonly stands?: ReadonlyMap<string, string>;
  /** Key sets of issuers that the sandbox itself is. */
  readonly own?: (issuer: string) => JSONWebKeySet | undefined;
}

/** The keys of an issuer, or why there are none. */
export type IssuerKeysResult =
  { readonly kind: 'found'; readonly keys: JSONWebKeySet } | { readonly kind: 'unreachable'; readonly detail: string };

interface Kept {
  readonly keys: JSONWebKeySet;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const keptMilliseconds = 10 * 60_000;
const cooldownMilliseconds = 10_000;
const patienceMilliseconds = 5_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * The keys of OpenID Connect issuers, found by discovery as AWS finds them. They are kept for ten minutes; an unknown
 * key id asks the issuer again, at most every ten seconds.
 */
export class IssuerKeys {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly props: IssuerKeysProps) {}

  /** @param keyId That of the token. It alone never brings in a key: it only makes the issuer be asked again. */
  async of(issuer: string, keyId: string | undefined): Promise<IssuerKeysResult> {
    const own = this.props.own?.(issuer);
    if (own !== undefined) return { kind: 'found', keys: own };
    const kept = this.#kept.get(issuer);
    if (kept !== undefined && this.#isUsable(kept, keyId)) return { kind: 'found', keys: kept.keys };
    const fetched = await fetchKeys(issuer, this.props.stands?.get(issuer));
    if (fetched.kind === 'found') this.#kept.set(issuer, { keys: fetched.keys, at: this.props.clock.now() });
    return fetched;
  }

  #isUsable({ keys, at }: Kept, keyId: string | undefined): boolean {
    const age = this.props.clock.now() - at;
    if (age < 0 || age >= keptMilliseconds) return false;
    return age < cooldownMilliseconds || keys.keys.some(({ kid }) => kid === keyId);
  }
}

/** `servedAt`: another place than the issuer's own, for this issuer alone. */
async function fetchKeys(issuer: string, servedAt: string | undefined): Promise<IssuerKeysResult> {
  try {
    const base = (servedAt ?? issuer).replace(/\/+$/, '');
    const document = discovery.parse(await fetchJson(`${base}/.well-known/openid-configuration`));
    if (document.issuer !== issuer) return unreachable(`The discovery document is of ${document.issuer}.`);
    const keysUrl = new URL(document.jwks_uri);
    if (servedAt === undefined && keysUrl.protocol !== 'https:') return unreachable('The key set is not behind https.');
    // Where a provider stands for an issuer, its keys are at the same place.
    const url = servedAt === undefined ? keysUrl : new URL(keysUrl.pathname + keysUrl.search, servedAt);
    const keys = keySet.parse(await fetchJson(url.href));
    return { kind: 'found', keys: { keys: keys.keys } };
  } catch (error) {
    return unreachable(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMilliseconds) });
  // A body that is no JSON rejects, and so does a status other than 200 where the schema is not met.
  return answer.ok ? answer.json() : { status: answer.status };
}

const unreachable = (detail: string): IssuerKeysResult => ({ kind: 'unreachable', detail: detail.slice(0, 256) });
