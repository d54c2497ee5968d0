import { z } from 'zod';
import { confirmationCode, password, readInput, username } from '../../user-pools/input';
import { confirmForgotPassword } from '../../user-pools/self-service/confirm-forgot-password';
import { attempt, emptyField, faultOf } from './attempt';
import type { SignInPage } from './sign-in-context';
import { resetFields, showReset } from './views/forgot-password-view';
import { showLogin } from './views/login-view';

const schema = z.object({ Username: username, ConfirmationCode: confirmationCode, Password: password });

/** The code that was sent, and a new password. */
export const resetPasswordPage: SignInPage = {
  show: undefined,
  submit: async (context, form) => {
    const name = form.text('username');
    const empty = emptyField(resetFields(context), form);
    if (empty !== undefined) return showReset(context, { name, fault: empty });
    const at = { runtime: context.call.runtime, client: context.asked.client };
    const reset = await attempt(() => {
      const given = readInput(schema, {
        Username: name,
        ConfirmationCode: form.text('code'),
        Password: form.secret('newPassword'),
      });
      const input = { name: given.Username, code: given.ConfirmationCode, password: given.Password };
      return confirmForgotPassword(at, input, context.services);
    });
    if (reset.kind === 'done') return showLogin(context, { name, note: 'Your password is set. Sign in.' });
    const field = reset.error.code === 'InvalidPasswordException' ? 'newPassword' : 'code';
    return showReset(context, { name, fault: faultOf(reset.error, field) });
  },
};
