import { sessionInvalid, softwareTokenMismatch, softwareTokenNotAssociated } from '../errors';
import { newSecret } from '../one-time-passwords';
import type { ClientOfPool } from '../pool-directory';
import type { PoolRuntime } from '../pool-runtime';
import { AwsJsonError } from '../../protocol/aws-json';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';
import type { ProvenUser } from './next-step';
import { requireSoftwareTokens, takeCode, withSoftwareToken } from './one-time-code';
import { openStep } from './open-step';
import { requireSameUser } from './same-user';

/** An app to be: the secret is shown once, and counts only after a code of it was given. */
export interface MfaSetup {
  /** Base32. */
  readonly secret: string;
  readonly session: string;
}

/** A code of the app that is being set up. */
export interface MfaSetupCode {
  readonly session: string;
  readonly code: string;
}

/** Makes a secret for the user of a `mfa-setup` step. The session is replaced; asked again, the secret is another one. */
export function startMfaSetup(at: ClientOfPool, session: string, { ids }: Pick<UserPoolServices, 'ids'>): MfaSetup {
  requireSoftwareTokens(at.runtime);
  const { step } = openStep(at, { session, kind: 'mfa-setup' });
  const secret = newSecret(ids.bytes(32));
  at.runtime.signInSteps.take(session);
  return { secret, session: at.runtime.signInSteps.put({ ...step, secret }, at.client.authSessionMinutes) };
}

/** Takes a code of the new app. Resolves to the session with which the sign-in goes on, see `finishMfaSetup`. */
export function verifyMfaSetup(
  at: ClientOfPool,
  { session, code }: MfaSetupCode,
  { clock }: Pick<UserPoolServices, 'clock'>,
): string {
  requireSoftwareTokens(at.runtime);
  const { step, user } = openStep(at, { session, kind: 'mfa-setup' });
  if (step.secret === undefined) throw softwareTokenNotAssociated('No secret was asked for in this session.');
  keepNewToken(at.runtime, { ...user, associatedSecret: step.secret }, { code, clock });
  at.runtime.signInSteps.take(session);
  return at.runtime.signInSteps.put({ ...step, kind: 'set-up-verified' }, at.client.authSessionMinutes);
}

/** Ends the set-up, and with it the second factor: its code was given. */
export function finishMfaSetup(
  at: ClientOfPool,
  { session, name }: { readonly session: string; readonly name?: string | undefined },
): ProvenUser {
  const { user, step } = openStep(at, { session, kind: 'set-up-verified' });
  requireSameUser(at.runtime, user, name);
  if (user.softwareToken?.secret !== step.secret) throw sessionInvalid('The app was replaced meanwhile.');
  at.runtime.signInSteps.take(session);
  return { ...at, user, factors: 'both' };
}

/** Takes the first code of an app that was associated, and replaces the app before. */
export function keepNewToken(
  runtime: PoolRuntime,
  user: User,
  { code, clock }: { readonly code: string } & Pick<UserPoolServices, 'clock'>,
): User {
  const secret = user.associatedSecret;
  if (secret === undefined) throw softwareTokenNotAssociated('AssociateSoftwareToken was not called before.');
  const before = user.softwareToken;
  const usedStep = firstStep(runtime, user, { secret, code, clock });
  const required = runtime.pool.mfa.mode === 'ON';
  const token = { secret, usedStep, enabled: before?.enabled ?? required, preferred: before?.preferred ?? false };
  return runtime.users.save(withSoftwareToken(user, token, clock.now()));
}

/** Of a set-up, AWS words a wrong code in its own way. */
function firstStep(
  runtime: PoolRuntime,
  user: User,
  given: { readonly secret: string; readonly code: string } & Pick<UserPoolServices, 'clock'>,
): number {
  try {
    return takeCode(runtime, user, { ...given, usedStep: -1 });
  } catch (error) {
    if (error instanceof AwsJsonError && error.code === 'CodeMismatchException') throw softwareTokenMismatch();
    throw error;
  }
}
