import { provePassword } from '../../user-pools/sign-in/password-sign-in';
import { readInput, password, username } from '../../user-pools/input';
import { z } from 'zod';
import { attempt, emptyField, faultOf } from './attempt';
import { goOn } from './go-on';
import type { SignInPage } from './sign-in-context';
import { showConfirm } from './views/confirm-view';
import { loginFields, showLogin } from './views/login-view';

const schema = z.object({ Username: username, Password: password });

/** Name and password. Whether a client may use passwords in the API does not matter here, as on AWS. */
export const loginPage: SignInPage = {
  show: (context) => showLogin(context),
  submit: async (context, form) => {
    const name = form.text('username');
    const empty = emptyField(loginFields(context), form);
    if (empty !== undefined) return showLogin(context, { name, fault: empty });
    const { runtime } = context.call;
    const { client } = context.asked;
    const signIn = await attempt(() => {
      const { Username, Password } = readInput(schema, { Username: name, Password: form.secret('password') });
      const user = provePassword({ runtime, client, name: Username }, Password);
      return goOn(context, { runtime, client, user, factors: 'password' });
    });
    if (signIn.kind === 'done') return signIn.value;
    // Only somebody who knows the password gets to hear this.
    if (signIn.error.code === 'UserNotConfirmedException') return showConfirm(context, { name });
    return showLogin(context, { name, fault: faultOf(signIn.error, 'password') });
  },
};
