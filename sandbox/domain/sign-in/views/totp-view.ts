import type { SandboxResponse } from '../../../http/message';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext } from '../sign-in-context';
import { codeField } from '../user-fields';

export const totpFields = [{ ...codeField, hint: 'The six digits that your authenticator app shows now.' }];

/** Asks for a one-time code. */
export function showTotp(
  context: SignInContext,
  { session, fault }: { readonly session: string; readonly fault?: LoggedFault | undefined },
): SandboxResponse {
  return showForm(context, {
    title: 'Enter your one-time code',
    action: '/mfa',
    fields: totpFields,
    hidden: { session },
    submit: 'Continue',
    fault,
    after: links(context, [['/login', 'Begin again']]),
  });
}
