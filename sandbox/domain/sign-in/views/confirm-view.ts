import type { SandboxResponse } from '../../../http/message';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext } from '../sign-in-context';
import { codeField, nameField } from '../user-fields';

/** Whose account waits for its code. */
export interface ConfirmShown {
  readonly name: string;
  /** Where the code went, masked. */
  readonly sentTo?: string | undefined;
  readonly fault?: LoggedFault | undefined;
}

/** A code that was sent when the account was made. */
export function confirmFields({ call }: SignInContext, name: string) {
  return [{ ...codeField, hint: 'The six digits that were sent to you.' }, nameField(call.runtime.pool, name)];
}

/** Asks for the code of a new account, and offers another one. */
export function showConfirm(context: SignInContext, { name, sentTo, fault }: ConfirmShown): SandboxResponse {
  return showForm(context, {
    title: 'Confirm your account',
    action: '/confirm',
    fields: confirmFields(context, name),
    submit: 'Confirm',
    fault,
    note: sentTo === undefined ? undefined : `A code was sent to ${sentTo}.`,
    ...(name !== '' && {
      otherForm: { action: '/resendcode', hidden: { username: name }, submit: 'Send another code' },
    }),
    after: links(context, [['/login', 'Sign in']]),
  });
}
