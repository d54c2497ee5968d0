import { sendCode, simulatedDelivery } from '../code-delivery';
import type { CodeDeliveryDetails } from '../code-delivery';
import { alreadyConfirmed, attemptLimitExceeded, nothingToVerify, userDoesNotExist } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import { trackingName } from '../sign-in/attempt';
import type { UserPoolServices } from '../user-pool-services';

/**
 * A new code for a sign-up; the one before counts no more. Where the client hides who exists, nobody gets one as well.
 * Throws as `ResendConfirmationCode` does.
 */
export function resendCode(
  { runtime, client }: ClientOfPool,
  { name }: { readonly name: string },
  services: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails {
  const user = runtime.users.find(name);
  if (user === undefined) {
    if (!client.hidesUserExistence) throw userDoesNotExist();
    if (runtime.codes.issue(trackingName(runtime, name)) === undefined) throw attemptLimitExceeded();
    return simulatedDelivery(runtime, name);
  }
  if (user.status !== 'UNCONFIRMED') throw alreadyConfirmed();
  const details = sendCode(runtime, user, services);
  if (details === undefined) throw nothingToVerify();
  return details;
}
