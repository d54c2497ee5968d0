import type { AwsJsonError } from '../../protocol/aws-json';
import { sendCode, simulatedDelivery } from '../code-delivery';
import type { CodeDeliveryDetails } from '../code-delivery';
import { alreadyConfirmed, attemptLimitExceeded, nothingToVerify, userDisabled, userDoesNotExist } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import { trackingName } from '../sign-in/attempt';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

/**
 * A new code for a sign-up; the one before counts no more. Where the client hides who exists, those who do not exist, are
 * confirmed or disabled get the same answer, and nothing is sent. Throws as `ResendConfirmationCode` does.
 */
export function resendCode(
  { runtime, client }: ClientOfPool,
  { name }: { readonly name: string },
  services: Pick<UserPoolServices, 'mailbox'>,
): CodeDeliveryDetails {
  if (runtime.pool.autoVerifiedAttributes.length === 0) throw nothingToVerify();
  const user = runtime.users.find(name);
  const hindrance = hindranceOf(user);
  if (user !== undefined && hindrance === undefined) {
    const details = sendCode(runtime, { user }, services);
    if (details !== undefined) return details;
  }
  if (!client.hidesUserExistence) throw hindrance?.() ?? nothingToVerify();
  if (runtime.codes.issue(trackingName(runtime, name)) === undefined) throw attemptLimitExceeded();
  return simulatedDelivery(runtime, name);
}

/** Why nobody is sent a code; `undefined` where one is. */
function hindranceOf(user: User | undefined): (() => AwsJsonError) | undefined {
  if (user === undefined) return userDoesNotExist;
  if (!user.enabled) return userDisabled;
  return user.status === 'UNCONFIRMED' ? undefined : alreadyConfirmed;
}
