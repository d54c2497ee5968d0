import { passwordRefused, usernameClientNotFound, userNotConfirmed } from '../errors';
import { replacePassword } from '../new-password';
import { policyFault } from '../password-policy';
import type { ClientOfPool } from '../pool-directory';
import { trackingName } from '../sign-in/attempt';
import type { ClientMetadata } from '../triggers/triggers';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import { codeRefusal } from './code-refusal';
import { recoveryOf, requireRecovery } from './password-recovery';

/** What replaces a forgotten password. */
export interface ConfirmForgotPasswordInput {
  /** As typed. */
  readonly name: string;
  readonly code: string;
  readonly password: string;
  readonly metadata?: ClientMetadata | undefined;
}

/**
 * Sets a new password for the code that was sent, once. The policy is asked first, so that it uses up no code and tells
 * nothing about one. Throws as `ConfirmForgotPassword` does.
 */
export async function confirmForgotPassword(
  { runtime, client }: ClientOfPool,
  { name, code, password, metadata }: ConfirmForgotPasswordInput,
  services: Pick<UserPoolServices, 'clock' | 'ids'>,
): Promise<User> {
  requireResettable(runtime, password);
  const user = runtime.users.find(name);
  if (user === undefined && !client.hidesUserExistence) throw usernameClientNotFound();
  const codeName = trackingName(runtime, name);
  const check = runtime.resetCodes.check(codeName, code);
  // A code may have been made that was sent to nobody; and the account may have changed since one was sent.
  if (user === undefined || check !== 'right' || recoveryOf(runtime, user).kind !== 'possible')
    throw codeRefusal(check);
  // An account that waits for an administrator, or for its own code, is not confirmed by another one.
  if (user.status === 'UNCONFIRMED') throw userNotConfirmed();
  const changed = replacePassword(runtime, { user, password, temporary: false }, services);
  runtime.resetCodes.forget(codeName);
  runtime.users.save(changed);
  const source = 'PostConfirmation_ConfirmForgotPassword';
  await runtime.triggers.postConfirmation({ user: changed, client, source, metadata });
  return changed;
}

function requireResettable(runtime: ClientOfPool['runtime'], password: string): void {
  requireRecovery(runtime);
  const fault = policyFault(runtime.pool.passwordPolicy, password);
  if (fault !== undefined) throw passwordRefused('to', fault);
}
