import { deliver, simulatedDelivery } from '../code-delivery';
import type { CodeDeliveryDetails } from '../code-delivery';
import { attemptLimitExceeded, usernameClientNotFound } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import { trackingName } from '../sign-in/attempt';
import type { UserPoolServices } from '../user-pool-services';
import { recoveryOf, requireRecovery } from './password-recovery';
import type { Recovery } from './password-recovery';

/**
 * Sends a code with which a forgotten password is replaced. Where the client hides who exists, those who do not exist,
 * are disabled or have no verified address get the same answer, and nothing is sent. Throws as `ForgotPassword` does.
 */
export function forgotPassword(
  { runtime, client }: ClientOfPool,
  { name }: { readonly name: string },
  services: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails {
  requireRecovery(runtime);
  const user = runtime.users.find(name);
  const codeName = trackingName(runtime, name);
  const recovery = user === undefined ? unknown : recoveryOf(runtime, user);
  if (recovery.kind === 'possible') {
    const code = { codes: runtime.resetCodes, name: codeName, kind: 'password-reset-code' } as const;
    return deliver(runtime, { ...recovery, ...code }, services);
  }
  if (!client.hidesUserExistence) throw recovery.refusal();
  if (runtime.resetCodes.issue(codeName) === undefined) throw attemptLimitExceeded();
  return simulatedDelivery(runtime, name);
}

const unknown: Recovery = { kind: 'impossible', refusal: usernameClientNotFound };
