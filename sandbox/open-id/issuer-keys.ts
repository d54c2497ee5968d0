import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Clock } from '../system/services';
import { discover, fetchJson, reachable } from './discovery';

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
    return this.#at({ issuer, jwksUri: undefined }, keyId);
  }

  /** Of an issuer whose key set is at an address that somebody configured, instead of the one that it announces. */
  async ofKeySet(issuer: string, jwksUri: string, keyId: string | undefined): Promise<IssuerKeysResult> {
    return this.#at({ issuer, jwksUri }, keyId);
  }

  async #at(source: KeySource, keyId: string | undefined): Promise<IssuerKeysResult> {
    const name = JSON.stringify([source.issuer, source.jwksUri]);
    const kept = this.#kept.get(name);
    if (kept !== undefined && this.#isUsable(kept, keyId)) return { kind: 'found', keys: kept.keys };
    const fetched = await fetchKeys(source, this.props.stands?.get(source.issuer));
    if (fetched.kind === 'found') this.#kept.set(name, { keys: fetched.keys, at: this.props.clock.now() });
    return fetched;
  }

  #isUsable({ keys, at }: Kept, keyId: string | undefined): boolean {
    const age = this.props.clock.now() - at;
    if (age < 0 || age >= keptMilliseconds) return false;
    return age < cooldownMilliseconds || keys.keys.some(({ kid }) => kid === keyId);
  }
}

interface KeySource {
  readonly issuer: string;
  /** `undefined`: the issuer tells by discovery. */
  readonly jwksUri: string | undefined;
}

/** `servedAt`: another place than the issuer's own, for this issuer alone. */
async function fetchKeys({ issuer, jwksUri }: KeySource, servedAt: string | undefined): Promise<IssuerKeysResult> {
  try {
    const url = jwksUri === undefined ? (await discover(issuer, servedAt)).jwksUri : reachable(jwksUri, servedAt);
    const keys = keySet.parse(await fetchJson(url));
    return { kind: 'found', keys: { keys: keys.keys } };
  } catch (error) {
    return unreachable(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');
  }
}

const unreachable = (detail: string): IssuerKeysResult => ({ kind: 'unreachable', detail: detail.slice(0, 256) });
