import type { SandboxResponse } from '../../http/message';
import { faultAnswer } from '../authorization/fault-answer';
import { readAuthorization } from '../authorization/read-authorization';
import { redirectTo } from '../authorization/redirect';
import { methodNotAllowed } from '../domain-answer';
import type { DomainCall } from '../domain-call';
import type { DomainServices } from '../domain-services';
import { html } from '../pages/html';
import { pageResponse } from '../pages/page';
import { confirmPage, resendPage } from './confirm-page';
import { forgotPasswordPage } from './forgot-password-page';
import { loginPage } from './login-page';
import { newPasswordPage } from './new-password-page';
import { resetPasswordPage } from './reset-password-page';
import type { SignInPage, TypedForm } from './sign-in-context';
import { setUpPage } from './set-up-page';
import { signUpPage } from './sign-up-page';
import { showProviders } from './views/login-view';
import { totpPage } from './totp-page';

const pages: Readonly<Record<string, SignInPage>> = {
  '/login': loginPage,
  '/signup': signUpPage,
  '/confirm': confirmPage,
  '/resendcode': resendPage,
  '/forgotPassword': forgotPasswordPage,
  '/confirmForgotPassword': resetPasswordPage,
  '/changePassword': newPasswordPage,
  '/mfa': totpPage,
  '/mfa/register': setUpPage,
};

/** The paths of the pages. */
export const signInPaths: readonly string[] = Object.keys(pages);

/** Far more than any of the forms holds. */
const longestForm = 32_768;

/** Answers one of the pages of a sign-in. What the application asked is in the query, and is checked each time. */
export async function pageEndpoint(services: DomainServices, call: DomainCall): Promise<SandboxResponse> {
  const { request, runtime } = call;
  const page = pages[request.path];
  if (page === undefined || !['GET', 'POST'].includes(request.method)) {
    return methodNotAllowed(request.method, ['GET', 'POST']);
  }
  const asked = readAuthorization(runtime, request.query);
  if (asked.kind !== 'read') return faultAnswer(asked);
  const context = { services, call, asked };
  // Without COGNITO nothing of these pages is for the people of the application, whatever they send.
  if (!asked.client.identityProviders.includes('COGNITO')) return showProviders(context);
  if (request.method === 'GET') return page.show?.(context) ?? redirectTo(`/login?${request.query}`);
  const form = new URLSearchParams(request.body.length > longestForm ? '' : request.body.toString('utf8'));
  const fault = services.state.formTokens.fault(call, form.get('formToken') ?? undefined);
  if (fault !== undefined) return forged(call, fault);
  return page.submit(context, typed(form));
}

function typed(form: URLSearchParams): TypedForm {
  return {
    text: (name) => (form.get(name) ?? '').trim(),
    secret: (name) => form.get(name) ?? '',
    startingWith: (prefix) =>
      [...form]
        .filter(([name, value]) => name.startsWith(prefix) && value.trim() !== '')
        .map(([name, value]) => ({ Name: name.slice(prefix.length), Value: value.trim() })),
  };
}

/** Nothing of the form is looked at. A person who kept the page open too long can begin again. */
function forged({ request }: DomainCall, reason: string): SandboxResponse {
  return pageResponse({
    title: 'This form cannot be used',
    status: 403,
    reason,
    content: html`<p class="fault" role="alert">The form is too old, or was not sent from this page.</p>
      <p><a href="/login?${request.query}">Sign in</a></p>`,
  });
}
