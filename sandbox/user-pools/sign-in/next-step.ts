import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import {
  incorrectPassword,
  passwordResetRequired,
  temporaryPasswordExpired,
  userDisabled,
  userNotConfirmed,
} from '../errors';
import type { PoolRuntime, SignInStepKind } from '../pool-runtime';
import type { ClientMetadata } from '../triggers/triggers';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

/** A user who has proven their password, and perhaps more. */
export interface ProvenUser {
  readonly runtime: PoolRuntime;
  readonly client: UserPoolClient;
  readonly user: User;
  /** `both`: a one-time code was given as well. */
  readonly factors: 'password' | 'both';
  /** For the functions that the pool asks. */
  readonly metadata?: ClientMetadata | undefined;
}

/** What is left to do. Closed; only `signed-in` opens anything. */
export type NextStep =
  | { readonly kind: 'signed-in'; readonly user: User }
  | { readonly kind: 'new-password'; readonly session: string; readonly user: User }
  | { readonly kind: 'totp'; readonly session: string; readonly user: User }
  | { readonly kind: 'mfa-setup'; readonly session: string; readonly user: User };

/**
 * What comes after a step. Looks at the state of the account only now, so that it is told to nobody who does not know
 * the password. Once nothing is left, the pool's PostAuthentication function is asked. Each session is good once, for the
 * client's session time.
 */
export async function nextStep(proven: ProvenUser, { clock }: Pick<UserPoolServices, 'clock'>): Promise<NextStep> {
  const { runtime, client, user, metadata } = proven;
  requireUsable(client, user);
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    if ((user.temporaryPasswordUntil ?? 0) <= clock.now()) throw temporaryPasswordExpired();
    return begin(proven, 'new-password');
  }
  const factor = secondFactor(proven);
  if (factor !== 'none') return begin(proven, factor);
  await runtime.triggers.postAuthentication({ user, client, metadata });
  return { kind: 'signed-in', user };
}

/** What a pool asks of a user besides the password. */
function secondFactor({ runtime, user, factors }: ProvenUser): 'none' | 'totp' | 'mfa-setup' {
  const { mode, softwareToken } = runtime.pool.mfa;
  if (factors === 'both') return 'none';
  switch (mode) {
    case 'OFF':
      return 'none';
    case 'OPTIONAL':
      return softwareToken && user.softwareToken?.enabled === true ? 'totp' : 'none';
    default:
      return user.softwareToken === undefined ? 'mfa-setup' : 'totp';
  }
}

function requireUsable(client: UserPoolClient, user: User): void {
  if (!user.enabled) throw userDisabled();
  switch (user.status) {
    case 'CONFIRMED':
    case 'FORCE_CHANGE_PASSWORD':
      return;
    case 'RESET_REQUIRED':
      if (client.hidesUserExistence) throw incorrectPassword('The password must be reset first.');
      throw passwordResetRequired();
    case 'EXTERNAL_PROVIDER':
      throw incorrectPassword('The user signs in with an identity provider, and has no password here.');
    default:
      throw userNotConfirmed();
  }
}

function begin<Kind extends Exclude<SignInStepKind, 'set-up-verified'>>(
  { runtime, client, user }: ProvenUser,
  kind: Kind,
): { readonly kind: Kind; readonly session: string; readonly user: User } {
  const session = runtime.signInSteps.put(
    { kind, clientId: client.id, subject: user.sub, password: user.password },
    client.authSessionMinutes,
  );
  return { kind, session, user };
}
