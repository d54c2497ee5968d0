import { z } from 'zod';
import { signUpNotPermitted } from '../../user-pools/errors';
import { attributes, password, readInput, username } from '../../user-pools/input';
import { signUp } from '../../user-pools/self-service/sign-up';
import { attempt, emptyField, faultOf } from './attempt';
import type { SignInContext, SignInPage } from './sign-in-context';
import { showConfirm } from './views/confirm-view';
import { showLogin } from './views/login-view';
import { showSignUp, signUpFields } from './views/sign-up-view';

const schema = z.object({ Username: username, Password: password, UserAttributes: attributes });

/** Somebody makes an account, where the pool lets people. */
export const signUpPage: SignInPage = {
  show: (context) => (isOpen(context) ? showSignUp(context) : refuse(context)),
  submit: async (context, form) => {
    if (!isOpen(context)) return refuse(context);
    const empty = emptyField(signUpFields(context), form);
    if (empty !== undefined) return showSignUp(context, form, empty);
    const name = form.text('username');
    const made = await attempt(() => {
      const given = readInput(schema, {
        Username: name,
        Password: form.secret('newPassword'),
        UserAttributes: form.startingWith('attribute.'),
      });
      const input = { name: given.Username, password: given.Password, attributes: given.UserAttributes };
      return signUp({ runtime: context.call.runtime, client: context.asked.client }, input, context.services);
    });
    if (made.kind === 'refused') return showSignUp(context, form, faultOf(made.error, fieldOf(made.error.code)));
    const { user, delivery } = made.value;
    if (user.status === 'CONFIRMED') return showLogin(context, { name, note: 'Your account is ready. Sign in.' });
    if (delivery === undefined) {
      return showLogin(context, { name, note: 'Your account was made. An administrator must confirm it.' });
    }
    return showConfirm(context, { name, sentTo: delivery.Destination });
  },
};

const isOpen = ({ call }: SignInContext): boolean => !call.runtime.pool.allowAdminCreateUserOnly;

const refuse = (context: SignInContext) => showLogin(context, { fault: faultOf(signUpNotPermitted()) });

/** Where the user is likely to mend it. */
function fieldOf(code: string): string | undefined {
  if (code === 'InvalidPasswordException') return 'newPassword';
  return code === 'UsernameExistsException' ? 'username' : undefined;
}
