import { readInput, username } from '../../user-pools/input';
import { z } from 'zod';
import { forgotPassword } from '../../user-pools/self-service/forgot-password';
import { nameField } from './user-fields';
import { attempt, emptyField, faultOf } from './attempt';
import type { SignInPage } from './sign-in-context';
import { showForgotPassword, showReset } from './views/forgot-password-view';

const schema = z.object({ Username: username });

/** Asks for a code to reset a password with. */
export const forgotPasswordPage: SignInPage = {
  show: (context) => showForgotPassword(context),
  submit: async (context, form) => {
    const { runtime } = context.call;
    const name = form.text('username');
    const empty = emptyField([nameField(runtime.pool)], form);
    if (empty !== undefined) return showForgotPassword(context, name, empty);
    const sent = await attempt(() => {
      const { Username } = readInput(schema, { Username: name });
      return forgotPassword({ runtime, client: context.asked.client }, { name: Username }, context.services);
    });
    if (sent.kind === 'refused') return showForgotPassword(context, name, faultOf(sent.error, 'username'));
    return showReset(context, { name, sentTo: sent.value.Destination });
  },
};
