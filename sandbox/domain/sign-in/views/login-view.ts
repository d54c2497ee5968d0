import type { SandboxResponse } from '../../../http/message';
import { redirectTo } from '../../authorization/redirect';
import type { Field } from '../../pages/field';
import { pageResponse } from '../../pages/page';
import { html, type Html } from '../../pages/html';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext } from '../sign-in-context';
import { nameField } from '../user-fields';

/** What the sign-in page shows besides its fields. */
export interface LoginShown {
  readonly name?: string | undefined;
  readonly fault?: LoggedFault | undefined;
  readonly note?: string | undefined;
}

/** What is asked for first. */
export function loginFields({ call }: SignInContext, name?: string): readonly Field[] {
  const password: Field = { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' };
  return [nameField(call.runtime.pool, name), password];
}

/** The sign-in page: name and password, and other directories where the application has them. */
export function showLogin(context: SignInContext, { name, fault, note }: LoginShown = {}): SandboxResponse {
  const { pool } = context.call.runtime;
  const typed = name ?? context.asked.loginHint;
  return showForm(context, {
    title: 'Sign in',
    action: '/login',
    fields: loginFields(context, typed),
    submit: 'Sign in',
    fault,
    note,
    before: providerLinks(context),
    after: links(context, [
      ['/forgotPassword', 'Forgot your password?'],
      pool.allowAdminCreateUserOnly ? undefined : ['/signup', 'Create an account'],
    ]),
  });
}

/** The sign-in page of an application that has other directories alone. What was posted to it is not looked at. */
export function showProviders(context: SignInContext): SandboxResponse {
  const { request } = context.call;
  // The only directory, or the one that the application named, needs no choosing.
  if (context.asked.provider !== undefined) return redirectTo(`/oauth2/authorize?${request.query}`);
  if (request.path !== '/login') return redirectTo(`/login?${request.query}`);
  return pageResponse({ title: 'Sign in', content: html`${providerLinks(context)}` });
}

/** Links, so that nothing is posted to another site. */
function providerLinks({ call, asked }: SignInContext): Html | undefined {
  const names = call.runtime.pool.identityProviders
    .map(({ name }) => name)
    .filter((name) => asked.client.identityProviders.includes(name));
  if (names.length === 0) return undefined;
  const query = new URLSearchParams(call.request.query);
  query.delete('idp_identifier');
  const to = (name: string): string => {
    query.set('identity_provider', name);
    return `/oauth2/authorize?${query.toString()}`;
  };
  return html`<div class="providers">
    ${names.map((name) => html`<a class="button quiet" href="${to(name)}">Continue with ${name}</a>`)}
  </div>`;
}
