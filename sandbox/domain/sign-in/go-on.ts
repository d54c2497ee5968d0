import type { SandboxResponse } from '../../http/message';
import { nextStep, type ProvenUser } from '../../user-pools/sign-in/next-step';
import { startMfaSetup } from '../../user-pools/sign-in/mfa-setup';
import { finishAuthorization } from '../authorization/finish-authorization';
import type { SignInContext } from './sign-in-context';
import { showNewPassword } from './views/new-password-view';
import { showSetUp } from './views/set-up-view';
import { showTotp } from './views/totp-view';

/** Asks for what is left to show, or goes back to the application. Throws `AwsJsonError` as the API does. */
export async function goOn(context: SignInContext, proven: ProvenUser): Promise<SandboxResponse> {
  const { services, call, asked } = context;
  const next = await nextStep(proven, services);
  switch (next.kind) {
    case 'new-password':
      return showNewPassword(context, { session: next.session, user: next.user });
    case 'totp':
      return showTotp(context, { session: next.session });
    case 'mfa-setup': {
      const setUp = startMfaSetup({ runtime: call.runtime, client: asked.client }, next.session, services);
      return showSetUp(context, { ...setUp, username: next.user.username });
    }
    case 'signed-in':
      return finishAuthorization(services, { call, pending: asked.pending, user: next.user, provider: 'COGNITO' });
  }
}
