import { createHash } from 'node:crypto';
import type { Ids } from '../../system/services';
import { readCookie, setCookie } from '../cookies';
import type { DomainCall } from '../domain-call';

/** AWS developer guide, OIDC flow: who does not come back within five minutes begins anew. */
export const federationMinutes = 5;

/** Ties a sign-in at an identity provider to the browser that began it. */
export interface BrowserBinding {
  /** What is kept here: a hash of the cookie's value. */
  readonly browser: string;
  /** The value of `Set-Cookie` for the sign-in whose state is `handle`. */
  cookieFor(handle: string): string;
}

/** Makes a binding for a browser that speaks HTTPS, or does not. */
export function bindBrowser(ids: Ids, call: Pick<DomainCall, 'secure'>): BrowserBinding {
  const value = ids.bytes(32).toString('base64url');
  return {
    browser: hash(value),
    cookieFor: (handle) =>
      setCookie(call, { name: nameFor(handle), value, maxAgeSeconds: federationMinutes * 60, crossSite: true }),
  };
}

/** Whether the browser that calls is the one of a binding. */
export function isBound(call: DomainCall, handle: string, browser: string): boolean {
  const value = readCookie(call, nameFor(handle));
  return value !== undefined && hash(value) === browser;
}

/** The value of `Set-Cookie` that ends a binding. */
export const unbind = (call: DomainCall, handle: string): string =>
  setCookie(call, { name: nameFor(handle), value: '', maxAgeSeconds: 0, crossSite: true });

/** One for each sign-in, so that two tabs of one browser do not disturb each other. */
const nameFor = (handle: string): string =>
  `csrf-state-${createHash('sha256').update(handle).digest('hex').slice(0, 16)}`;

const hash = (value: string): string => createHash('sha256').update(value).digest('base64url');
