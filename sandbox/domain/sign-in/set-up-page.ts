import { finishMfaSetup, verifyMfaSetup } from '../../user-pools/sign-in/mfa-setup';
import { openStep } from '../../user-pools/sign-in/open-step';
import { attempt, emptyField, faultOf, type LoggedFault } from './attempt';
import { goOn } from './go-on';
import { sessionIsOver } from './session-is-over';
import type { SignInPage } from './sign-in-context';
import { showLogin } from './views/login-view';
import { setUpFields, showSetUp } from './views/set-up-view';

const kind = 'mfa-setup';

/** The first code of a new app, of somebody whose password was right and who must have an app. */
export const setUpPage: SignInPage = {
  show: undefined,
  submit: async (context, form) => {
    const { services, call, asked } = context;
    const session = form.text('session');
    const at = { runtime: call.runtime, client: asked.client };
    const open = await attempt(() => openStep(at, { session, kind }));
    if (open.kind === 'refused') return showLogin(context, { fault: faultOf(open.error) });
    const { user, step } = open.value;
    const again = (fault: LoggedFault) =>
      showSetUp(context, { session, secret: step.secret ?? '', username: user.username, fault });
    const empty = emptyField(setUpFields, form);
    if (empty !== undefined) return again(empty);
    const signIn = await attempt(() => {
      const verified = verifyMfaSetup(at, { session, code: form.text('code') }, services);
      return goOn(context, finishMfaSetup(at, { session: verified }));
    });
    if (signIn.kind === 'done') return signIn.value;
    if (sessionIsOver(at, { session, kind })) return showLogin(context, { fault: faultOf(signIn.error) });
    return again(faultOf(signIn.error, 'code'));
  },
};
