import { sessionInvalid } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import type { UserPoolServices } from '../user-pool-services';
import type { ProvenUser } from './next-step';
import { takeCode } from './one-time-code';
import { openStep } from './open-step';
import { requireSameUser } from './same-user';

/** What stands behind `SOFTWARE_TOKEN_MFA`. */
export interface TotpAnswer {
  readonly session: string;
  /** Six digits. */
  readonly code: string;
  /** As typed; `undefined` where the session alone tells who it is. */
  readonly name?: string | undefined;
}

/** Takes the one-time code. A wrong one may be tried again in the same session, until the lockout; a right one ends it. */
export function answerTotp(
  at: ClientOfPool,
  { session, code, name }: TotpAnswer,
  { clock }: Pick<UserPoolServices, 'clock'>,
): ProvenUser {
  const { runtime, client } = at;
  const { user } = openStep(at, { session, kind: 'totp' });
  requireSameUser(runtime, user, name);
  const token = user.softwareToken;
  if (token === undefined) throw sessionInvalid('The user has no app for one-time codes any more.');
  const usedStep = takeCode(runtime, user, { ...token, code, clock });
  runtime.signInSteps.take(session);
  const saved = runtime.users.save({ ...user, softwareToken: { ...token, usedStep } });
  return { runtime, client, user: saved, factors: 'both' };
}
