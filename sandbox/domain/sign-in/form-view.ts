import type { SandboxResponse } from '../../http/message';
import { faultBox, fields, type Field, type FormFault } from '../pages/field';
import { html, type Html } from '../pages/html';
import { pageResponse } from '../pages/page';
import type { SignInContext } from './sign-in-context';

/** A page with one form, for an application that waits. */
export interface FormView {
  readonly title: string;
  /** The path that the form is sent to. */
  readonly action: string;
  readonly fields: readonly Field[];
  readonly submit: string;
  /** What the next step needs of this one. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** What was wrong, with the reason for the log. */
  readonly fault?: (FormFault & { readonly reason: string }) | undefined;
  /** What has happened before. */
  readonly note?: string | undefined;
  /** Before the form. */
  readonly before?: Html | undefined;
  /** Besides the form. */
  readonly after?: Html | undefined;
}

/** Shows a form. One that follows a fault has the status 400, so that it is in the log with its reason. */
export function showForm({ services, call, asked }: SignInContext, view: FormView): SandboxResponse {
  const { title, action, hidden = {}, fault, note, before, after, submit } = view;
  const token = services.state.formTokens.issue(call);
  const content = html`${faultBox(fault)}
    ${note === undefined ? undefined : html`<p class="note" role="status">${note}</p>`} ${before}
    <form method="post" action="${action}?${call.request.query}">
      <input type="hidden" name="formToken" value="${token.value}" />
      ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${fields(view.fields, fault)}
      <button type="submit">${submit}</button>
    </form>
    ${after}`;
  return pageResponse({
    title,
    content,
    status: fault === undefined ? 200 : 400,
    reason: fault?.reason,
    cookies: [token.cookie],
    leadsTo: asked.pending.redirectUri,
  });
}

/** Links to other pages, which carry along what the application asked. */
export function links(
  { call }: SignInContext,
  all: readonly (readonly [path: string, text: string] | undefined)[],
): Html | undefined {
  const shown = all.filter((link) => link !== undefined);
  if (shown.length === 0) return undefined;
  return html`<ul class="links">
    ${shown.map(([path, text]) => html`<li><a href="${path}?${call.request.query}">${text}</a></li>`)}
  </ul>`;
}
