import type { SandboxResponse } from '../../../http/message';
import { missingAttributes } from '../../../user-pools/attributes';
import type { User } from '../../../user-pools/user';
import type { Field } from '../../pages/field';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext } from '../sign-in-context';
import { attributeField, newPasswordField } from '../user-fields';

/** Whose password is to be replaced. */
export interface NewPasswordShown {
  readonly session: string;
  readonly user: User;
  readonly fault?: LoggedFault | undefined;
}

/** A password of the user's own, and what the pool requires and does not know yet. */
export function newPasswordFields({ call }: SignInContext, user: User): readonly Field[] {
  const { pool } = call.runtime;
  const missing = missingAttributes(pool, user.attributes).map((name) => attributeField(name, false));
  return [newPasswordField(pool), ...missing];
}

/** Asks for a password in place of the one that an administrator gave. */
export function showNewPassword(context: SignInContext, { session, user, fault }: NewPasswordShown): SandboxResponse {
  return showForm(context, {
    title: 'Choose a new password',
    action: '/changePassword',
    fields: newPasswordFields(context, user),
    hidden: { session },
    submit: 'Set password',
    fault,
    after: links(context, [['/login', 'Begin again']]),
  });
}
