import { createHmac } from 'node:crypto';
import type { Ids } from '../system/services';
import { sameSecret } from '../user-pools/secret-hash';
import { readCookie, setCookie } from './cookies';
import type { DomainCall } from './domain-call';

const cookie = 'form';
const maxAgeSeconds = 3_600;

/** What a page with a form needs. */
export interface FormToken {
  /** For a hidden field. */
  readonly value: string;
  /** The value of `Set-Cookie`; `undefined` where the browser has one already. */
  readonly cookie: string | undefined;
}

/**
 * Ties a form to the browser that it was shown to: another site can make a browser post here, but it neither reads the
 * cookie nor knows the key that makes the form's value of it.
 */
export class FormTokens {
  readonly #key: Buffer;

  constructor(private readonly ids: Ids) {
    this.#key = ids.bytes(32);
  }

  issue(call: DomainCall): FormToken {
    const known = readCookie(call, cookie);
    if (known !== undefined && known !== '') return { value: this.#tokenOf(call, known), cookie: undefined };
    const value = this.ids.bytes(32).toString('base64url');
    return { value: this.#tokenOf(call, value), cookie: setCookie(call, { name: cookie, value, maxAgeSeconds }) };
  }

  /** Why a form cannot be from this browser; `undefined` where it is. */
  fault(call: DomainCall, given: string | undefined): string | undefined {
    const site = call.request.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin')
      return `The form was sent from another place: ${site.slice(0, 20)}.`;
    const known = readCookie(call, cookie);
    if (known === undefined || known === '') return 'The browser has no form cookie.';
    if (given === undefined || !sameSecret(this.#tokenOf(call, known), given)) {
      return "The form's hidden value is not that of the browser's cookie.";
    }
    return undefined;
  }

  #tokenOf({ runtime }: DomainCall, value: string): string {
    return createHmac('sha256', this.#key).update(`${runtime.pool.id} ${value}`).digest('base64url');
  }
}
