import type { UserPoolClient } from '../../../blueprint/model/user-pools';
import { missingAttributes } from '../attributes';
import { temporaryPasswordExpired, userDisabled, userNotConfirmed } from '../errors';
import type { PoolRuntime } from '../pool-runtime';
import { issueTokens } from '../tokens';
import type { AuthenticationResult } from '../tokens';
import type { User } from '../user';
import type { UserPoolServices } from '../user-pool-services';

/** What a step of a sign-in answers: a challenge, or tokens. */
export interface SignInAnswer {
  readonly ChallengeName?: 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED';
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly Session?: string;
  readonly AuthenticationResult?: AuthenticationResult;
}

/** A user who has proven their password. */
export interface ProvenUser {
  readonly runtime: PoolRuntime;
  readonly client: UserPoolClient;
  readonly user: User;
}

type Services = Pick<UserPoolServices, 'clock' | 'ids'>;

/** Looks at the state of the account only now, so that it is told to nobody who does not know the password. */
export async function finishSignIn(proven: ProvenUser, services: Services): Promise<SignInAnswer> {
  const { user } = proven;
  if (!user.enabled) throw userDisabled();
  switch (user.status) {
    case 'CONFIRMED':
      return startSession(proven, services);
    case 'FORCE_CHANGE_PASSWORD':
      if ((user.temporaryPasswordUntil ?? 0) <= services.clock.now()) throw temporaryPasswordExpired();
      return askForNewPassword(proven);
    default:
      throw userNotConfirmed();
  }
}

/** Begins a sign-in and issues its tokens. */
export async function startSession({ runtime, client, user }: ProvenUser, services: Services): Promise<SignInAnswer> {
  const { signIn, refreshToken } = runtime.signIns.start(user, client);
  const tokens = await issueTokens(runtime, { user, client, signIn }, services);
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: refreshToken } };
}

function askForNewPassword({ runtime, client, user }: ProvenUser): SignInAnswer {
  const required = missingAttributes(runtime.pool, user.attributes).map((name) => `userAttributes.${name}`);
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(required),
      userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
    },
    Session: runtime.newPasswordChallenges.put(
      { clientId: client.id, subject: user.sub, password: user.password },
      client.authSessionMinutes,
    ),
  };
}
