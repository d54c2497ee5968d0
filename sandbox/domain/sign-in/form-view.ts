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
  /** Another thing that can be done with what is known here. */
  readonly otherForm?: Pick<FormView, 'action' | 'hidden' | 'submit'>;
  /** Besides the form. */
  readonly after?: Html | undefined;
}

/** Shows a form. One that follows a fault has the status 400, so that it is in the log with its reason. */
export function showForm({ services, call, asked }: SignInContext, view: FormView): SandboxResponse {
  const { title, action, hidden, fault, note, before, otherForm, after, submit } = view;
  const token = services.state.formTokens.issue(call);
  const carried = (values: Readonly<Record<string, string>> = {}): readonly Html[] =>
    Object.entries({ formToken: token.value, ...values }).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    );
  const content = html`${faultBox(fault)}
    ${note === undefined ? undefined : html`<p class="note" role="status">${note}</p>`} ${before}
    <form method="post" action="${action}?${call.request.query}">
      ${carried(hidden)} ${fields(view.fields, fault)}
      <button type="submit">${submit}</button>
    </form>
    ${
      otherForm === undefined
        ? undefined
        : html`<form method="post" action="${otherForm.action}?${call.request.query}">
            ${carried(otherForm.hidden)}
            <button type="submit" class="quiet">${otherForm.submit}</button>
          </form>`
    }
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
