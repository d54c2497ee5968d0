import { IssuerKeys } from '../../open-id/issuer-keys';
import type { Clock, Ids } from '../../system/services';
import { OneTimeStore } from '../../user-pools/one-time-store';
import type { PendingAuthorization } from '../authorization/pending-authorization';
import { SamlProviderMetadata } from './saml/provider-metadata';

/** What sign-in at other directories is composed of. */
export interface FederationProps {
  readonly clock: Clock;
  readonly ids: Ids;
  /**
   * What stands on this computer for an identity provider: by the issuer of an OpenID provider, by the entity id or the
   * metadata's URL of a SAML provider.
   */
  readonly stands?: ReadonlyMap<string, string> | undefined;
}

interface Started {
  readonly poolId: string;
  /** Its name. */
  readonly provider: string;
  readonly pending: PendingAuthorization;
  /** Where the browser finds the domain. */
  readonly domainUrl: string;
  /** A hash of what the browser keeps in a cookie. */
  readonly browser: string;
}

/** A sign-in that waits for a SAML provider's answer. */
export interface StartedSaml extends Started {
  readonly kind: 'SAML';
  readonly requestId: string;
}

/** A sign-in that waits for an OpenID provider's answer. */
export interface StartedOpenId extends Started {
  readonly kind: 'OIDC';
  readonly nonce: string;
}

/** A sign-in that waits for an identity provider's answer. */
export type StartedFederation = StartedSaml | StartedOpenId;

/** What is kept between sending a browser to an identity provider and its coming back. Gone with the process. */
export class Federation {
  readonly started: OneTimeStore<StartedFederation>;
  readonly samlMetadata: SamlProviderMetadata;
  readonly keys: IssuerKeys;
  readonly stands: ReadonlyMap<string, string>;
  /** Assertions that were used, until nobody would take them anyway. Milliseconds since 1970. */
  readonly #used = new Map<string, number>();

  constructor({ clock, ids, stands = new Map() }: FederationProps) {
    this.started = new OneTimeStore(clock, ids);
    this.samlMetadata = new SamlProviderMetadata(clock, stands);
    this.keys = new IssuerKeys({ clock, stands });
    this.stands = stands;
  }

  /** Whether this is the assertion's first use. */
  useOnce(assertion: { readonly issuer: string; readonly id: string }, times: UseTimes): boolean {
    for (const [name, until] of this.#used) if (until < times.now) this.#used.delete(name);
    const name = JSON.stringify([assertion.issuer, assertion.id]);
    if (this.#used.has(name)) return false;
    this.#used.set(name, times.until);
    return true;
  }
}

/** Milliseconds since 1970. */
export interface UseTimes {
  readonly now: number;
  readonly until: number;
}
