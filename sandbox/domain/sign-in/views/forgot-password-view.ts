import type { SandboxResponse } from '../../../http/message';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext } from '../sign-in-context';
import { codeField, nameField, newPasswordField } from '../user-fields';

/** Asks who forgot their password. */
export function showForgotPassword(context: SignInContext, name?: string, fault?: LoggedFault): SandboxResponse {
  return showForm(context, {
    title: 'Reset your password',
    action: '/forgotPassword',
    fields: [nameField(context.call.runtime.pool, name)],
    submit: 'Send a code',
    fault,
    after: links(context, [['/login', 'Sign in']]),
  });
}

/** Whose password is to be reset. */
export interface ResetShown {
  readonly name: string;
  /** Where the code went, masked. Told of names of nobody as well, where the client hides who exists. */
  readonly sentTo?: string | undefined;
  readonly fault?: LoggedFault | undefined;
}

/** The code, and the password to be. */
export function resetFields({ call }: SignInContext) {
  const { pool } = call.runtime;
  return [{ ...codeField, hint: 'The six digits that were sent to you.' }, newPasswordField(pool)];
}

/** Asks for the code and the new password. */
export function showReset(context: SignInContext, { name, sentTo, fault }: ResetShown): SandboxResponse {
  return showForm(context, {
    title: 'Choose a new password',
    action: '/confirmForgotPassword',
    fields: resetFields(context),
    hidden: { username: name },
    submit: 'Set password',
    fault,
    note: sentTo === undefined ? undefined : `A code was sent to ${sentTo}.`,
    after: links(context, [
      ['/forgotPassword', 'Send another code'],
      ['/login', 'Sign in'],
    ]),
  });
}
