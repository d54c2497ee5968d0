import type { SandboxResponse } from '../../../http/message';
import type { Field } from '../../pages/field';
import type { LoggedFault } from '../attempt';
import { links, showForm } from '../form-view';
import type { SignInContext, TypedForm } from '../sign-in-context';
import { attributeField, nameField, newPasswordField, signUpAttributes } from '../user-fields';

/** What a new user is asked for. What was typed before stands there again, but for the password. */
export function signUpFields({ call }: SignInContext, form?: TypedForm): readonly Field[] {
  const { pool } = call.runtime;
  const attributes = signUpAttributes(pool).map((name) => attributeField(name, false));
  const typed = (field: Field): Field => ({ ...field, value: form?.text(field.name) });
  return [...[nameField(pool), ...attributes].map(typed), newPasswordField(pool)];
}

/** The page on which people make an account. */
export function showSignUp(context: SignInContext, form?: TypedForm, fault?: LoggedFault): SandboxResponse {
  return showForm(context, {
    title: 'Create an account',
    action: '/signup',
    fields: signUpFields(context, form),
    submit: 'Create account',
    fault,
    after: links(context, [
      ['/confirm', 'Enter a code'],
      ['/login', 'Sign in'],
    ]),
  });
}
