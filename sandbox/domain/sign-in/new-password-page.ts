import { answerNewPassword } from '../../user-pools/sign-in/answer-new-password';
import { openStep } from '../../user-pools/sign-in/open-step';
import { attempt, emptyField, faultOf } from './attempt';
import { goOn } from './go-on';
import { sessionIsOver } from './session-is-over';
import type { SignInPage } from './sign-in-context';
import { showLogin } from './views/login-view';
import { newPasswordFields, showNewPassword } from './views/new-password-view';

const kind = 'new-password';

/** A password in place of the temporary one. */
export const newPasswordPage: SignInPage = {
  show: undefined,
  submit: async (context, form) => {
    const { services, call, asked } = context;
    const session = form.text('session');
    const at = { runtime: call.runtime, client: asked.client };
    const open = await attempt(() => openStep(at, { session, kind }));
    if (open.kind === 'refused') return showLogin(context, { fault: faultOf(open.error) });
    const { user } = open.value;
    const empty = emptyField(newPasswordFields(context, user), form);
    if (empty !== undefined) return showNewPassword(context, { session, user, fault: empty });
    const password = form.secret('newPassword');
    const attributes = form.startingWith('attribute.');
    const signIn = await attempt(() =>
      goOn(context, answerNewPassword(at, { session, password, attributes }, services)),
    );
    if (signIn.kind === 'done') return signIn.value;
    if (sessionIsOver(at, { session, kind })) return showLogin(context, { fault: faultOf(signIn.error) });
    return showNewPassword(context, { session, user, fault: faultOf(signIn.error, 'newPassword') });
  },
};
