import { z } from 'zod';
import { confirmationCode, readInput, username } from '../../user-pools/input';
import { confirmSignUp } from '../../user-pools/self-service/confirm-sign-up';
import { resendCode } from '../../user-pools/self-service/resend-code';
import { attempt, emptyField, faultOf } from './attempt';
import type { SignInPage } from './sign-in-context';
import { confirmFields, showConfirm } from './views/confirm-view';
import { showLogin } from './views/login-view';

const schema = z.object({ Username: username, ConfirmationCode: confirmationCode });

/** The code of a new account. */
export const confirmPage: SignInPage = {
  show: (context) => showConfirm(context, { name: '' }),
  submit: async (context, form) => {
    const name = form.text('username');
    const empty = emptyField(confirmFields(context, name), form);
    if (empty !== undefined) return showConfirm(context, { name, fault: empty });
    const at = { runtime: context.call.runtime, client: context.asked.client };
    const confirmed = await attempt(() => {
      const given = readInput(schema, { Username: name, ConfirmationCode: form.text('code') });
      return confirmSignUp(at, { name: given.Username, code: given.ConfirmationCode }, context.services);
    });
    if (confirmed.kind === 'refused') return showConfirm(context, { name, fault: faultOf(confirmed.error, 'code') });
    return showLogin(context, { name, note: 'Your account is confirmed. Sign in.' });
  },
};

/** Another code for a new account. */
export const resendPage: SignInPage = {
  show: undefined,
  submit: async (context, form) => {
    const name = form.text('username');
    const at = { runtime: context.call.runtime, client: context.asked.client };
    const sent = await attempt(() => {
      const { Username } = readInput(schema.pick({ Username: true }), { Username: name });
      return resendCode(at, { name: Username }, context.services);
    });
    if (sent.kind === 'refused') return showConfirm(context, { name, fault: faultOf(sent.error, 'username') });
    return showConfirm(context, { name, sentTo: sent.value.Destination });
  },
};
