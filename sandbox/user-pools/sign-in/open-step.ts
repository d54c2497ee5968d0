import { sessionExpired, sessionInvalid } from '../errors';
import type { ClientOfPool } from '../pool-directory';
import type { SignInStep, SignInStepKind } from '../pool-runtime';
import type { User } from '../user';

/** A step that waits for its answer, and whose. */
export interface OpenStep {
  readonly step: SignInStep;
  readonly user: User;
}

/** What somebody answers with, and to what. */
export interface StepReference {
  readonly session: string;
  readonly kind: SignInStepKind;
}

/** Finds a step, and leaves it open. Throws for a session of another client, pool or kind, one that is too old, or one that was overtaken. */
export function openStep({ runtime, client }: ClientOfPool, { session, kind }: StepReference): OpenStep {
  const found = runtime.signInSteps.look(session);
  if (found.kind === 'expired') throw sessionExpired('The session is too old.');
  if (found.kind === 'unknown') throw sessionInvalid('The session is not of this pool, or was used before.');
  const step = found.value;
  const user = runtime.users.bySubject(step.subject);
  if (step.kind !== kind) throw sessionInvalid(`The session is for the step ${step.kind}, not ${kind}.`);
  if (step.clientId !== client.id) throw sessionInvalid('The session was given to another app client.');
  if (user === undefined || !user.enabled) throw sessionInvalid('The user is deleted or disabled.');
  if (user.password !== step.password) throw sessionInvalid('The password was changed meanwhile.');
  // Whoever has an app is asked for its code, also by a sign-in that began before they had it.
  if (kind === 'mfa-setup' && user.softwareToken !== undefined) throw sessionInvalid('An app was set up meanwhile.');
  return { step, user };
}
