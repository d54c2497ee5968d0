import { answerTotp } from '../../user-pools/sign-in/answer-totp';
import { attempt, emptyField, faultOf } from './attempt';
import { goOn } from './go-on';
import { sessionIsOver } from './session-is-over';
import type { SignInPage } from './sign-in-context';
import { showLogin } from './views/login-view';
import { showTotp, totpFields } from './views/totp-view';

/** A one-time code, of somebody whose password was right. */
export const totpPage: SignInPage = {
  show: undefined,
  submit: async (context, form) => {
    const { services, call, asked } = context;
    const session = form.text('session');
    const fault = emptyField(totpFields, form);
    if (fault !== undefined) return showTotp(context, { session, fault });
    const at = { runtime: call.runtime, client: asked.client };
    const signIn = await attempt(() => goOn(context, answerTotp(at, { session, code: form.text('code') }, services)));
    if (signIn.kind === 'done') return signIn.value;
    if (sessionIsOver(at, { session, kind: 'totp' })) return showLogin(context, { fault: faultOf(signIn.error) });
    return showTotp(context, { session, fault: faultOf(signIn.error, 'code') });
  },
};
